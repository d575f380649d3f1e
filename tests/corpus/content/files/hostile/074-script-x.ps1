Write-Host 'hallo'
