"""ODT, RTF, HTML and plain text, each written by hand: their few rules are shorter than a library."""

import html
import zipfile
from xml.sax.saxutils import escape

MOMENT = (2025, 3, 10, 9, 30, 0)


def lines(person, sections, style):
    """(kind, text) in reading order; kinds: name, label, heading, strong, bullet, text."""
    if style.word:
        yield "text", style.word
    yield "name", person.name_shown
    if "label" in person.profile["basics"]:
        yield "label", person.profile["basics"]["label"]
    date_first = person.rng.random() < 0.5
    for section in sections:
        yield "heading", section.heading
        for block in section.blocks:
            if block.kind == "entry":
                yield "strong", f"{block.date}  {block.lines[0]}" if date_first else f"{block.lines[0]} ({block.date})"
                yield from (("text", line) for line in block.lines[1:])
            elif block.kind == "pair":
                yield "text", f"{block.label}: {block.text}"
            else:
                yield block.kind, block.text


def txt(flow):
    out = []
    for kind, text in flow:
        if kind == "heading":
            out += ["", text, "-" * len(text)]
        else:
            out.append(f"* {text}" if kind == "bullet" else text)
    return ("\n".join(out).lstrip("\n") + "\n").encode()


def rtf(flow):
    forms = {"name": r"\b\fs40 %s\b0\fs22", "heading": r"\sb200\b\fs26 %s\b0\fs22", "strong": r"\b %s\b0",
             "bullet": r"\bullet\tab %s"}

    def safe(text):
        text = text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
        return "".join(each if ord(each) < 128 else f"\\u{ord(each) - (65536 if ord(each) > 32767 else 0)}?" for each in text)
    body = "".join(r"\pard " + forms.get(kind, "%s") % safe(text) + "\\par\n" for kind, text in flow)
    return (r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Helvetica;}}\fs22" + "\n" + body + "}\n").encode("ascii")


def web(flow):
    tags = {"name": "h1", "label": "p", "heading": "h2", "strong": "h3", "bullet": "li", "text": "p"}
    out, listed = [], False
    for kind, text in flow:
        if (kind == "bullet") != listed:
            out.append("</ul>" if listed else "<ul>")
            listed = not listed
        out.append(f"<{tags[kind]}>{html.escape(text, quote=False)}</{tags[kind]}>")
    out += ["</ul>"] * listed
    return ("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>CV</title>\n"
            "<style>body { font-family: sans-serif } h2 { color: #1f3a5f }</style></head>\n<body>\n"
            + "\n".join(out) + "\n</body></html>\n").encode()


def odt(flow):
    spaces = ('xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
              'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"')
    body = []
    for kind, text in flow:
        level = {"name": 1, "heading": 2}.get(kind)
        text = escape(text).replace("  ", '<text:s text:c="2"/>')
        if level:
            body.append(f'<text:h text:outline-level="{level}">{text}</text:h>')
        elif kind == "bullet":
            body.append(f"<text:list><text:list-item><text:p>{text}</text:p></text:list-item></text:list>")
        else:
            body.append(f"<text:p>{text}</text:p>")
    declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
    kind = "application/vnd.oasis.opendocument.text"
    return [("mimetype", kind),
            ("content.xml", f"{declaration}<office:document-content {spaces}><office:body><office:text>{''.join(body)}"
                            "</office:text></office:body></office:document-content>"),
            ("META-INF/manifest.xml",
             f'{declaration}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
             f'manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
             '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>')]


def zipped(path, members):
    """A container with fixed dates, its first member stored: the one that says what it is."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for place, (name, content) in enumerate(members):
            target.writestr(zipfile.ZipInfo(name, MOMENT), content, zipfile.ZIP_DEFLATED if place else zipfile.ZIP_STORED)


WRITERS = {"txt": txt, "rtf": rtf, "html": web}


def write(path, person, sections, style, layout, options):
    flow = list(lines(person, sections, style))
    if path.suffix == ".odt":
        zipped(path, odt(flow))
    else:
        path.write_bytes(WRITERS[path.suffix[1:]](flow))
    return "\n".join(text for _, text in flow)
