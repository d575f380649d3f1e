program Hallo;
begin
  writeln('Hallo');
end.
