"""Lays a person's profile out as blocks, in one of many ways to phrase and to date it, before any format is chosen."""

import dataclasses

SIDE = ("contact", "personal", "skills", "languages", "interests")


@dataclasses.dataclass
class Block:
    kind: str              # text, bullet, pair, entry
    text: str = ""         # of text and bullet; the value of a pair
    label: str = ""        # of a pair
    date: str = ""         # of an entry
    lines: list = dataclasses.field(default_factory=list)  # of an entry: the first stands out


@dataclasses.dataclass
class Section:
    key: str
    heading: str
    blocks: list


@dataclasses.dataclass
class Style:
    """How one CV speaks; drawn once, so that a document is of one piece."""
    date: str        # long, short, slashed, dotted, dashed, year
    entry: str       # stacked, comma, dash, at, employer_first, bracket
    separator: str   # between the items of an inline list
    heading: dict    # section -> its heading
    labels: dict     # phone, email … -> its label
    range: str
    since: str
    present: str
    caps: bool       # headings in capitals
    education_first: bool
    word: str        # "Curriculum Vitae", or nothing
    joint: str       # between type and area of a study


def draw_style(person, options):
    rng, words = person.rng, person.words
    return Style(
        date=options.get("date", rng.choice(["long", "short", "slashed", "dotted", "dashed", "year"])),
        entry=options.get("entry", rng.choice(["stacked", "comma", "dash", "at", "employer_first", "bracket"])),
        separator=rng.choice([", ", " · ", " | ", "; "]),
        heading={key: rng.choice(choices) for key, choices in words["headings"].items()},
        labels={key: person.inflect(rng.choice(choices)) for key, choices in words["labels"].items()},
        range=rng.choice(words["ranges"]), since=rng.choice(words["since"]), present=rng.choice(words["present"]),
        caps=rng.random() < 0.35, education_first=rng.random() < 0.25,
        word=rng.choice(words["cv_words"]) if rng.random() < 0.4 else "",
        joint=rng.choice([", ", " – ", ": ", " "]))


def show_date(words, style, value):
    year, _, month = value.partition("-")
    if not month or style.date == "year":
        return year
    number = int(month)
    return {"long": f"{words['months'][number - 1]} {year}", "short": f"{words['short_months'][number - 1]} {year}",
            "slashed": f"{month}/{year}", "dotted": f"{month}.{year}", "dashed": f"{year}-{month}"}[style.date]


def show_period(words, style, entry):
    start, end = entry.get("startDate"), entry.get("endDate")
    shown = [show_date(words, style, each) for each in (start, end) if each]
    if start and end:
        return shown[0] if shown[0] == shown[1] else style.range.format(a=shown[0], b=shown[1])
    return style.since.format(a=shown[0], p=style.present) if start else shown[0]


def coarsen(person, style):
    """The truth is only as precise as the document."""
    for key in ("work", "education"):
        for entry in person.profile.get(key, []):
            for date in ("startDate", "endDate"):
                if date in entry and style.date == "year":
                    entry[date] = entry[date][:4]


def entry_lines(style, what, who, where, at):
    place = f", {where}" if where else ""
    return {"stacked": [what, f"{who}{place}"], "comma": [f"{what}, {who}{place}"], "dash": [f"{what} — {who}", where],
            "at": [f"{what} {at} {who}{place}"], "employer_first": [f"{who}{place}", what],
            "bracket": [what, f"{who} ({where})" if where else who]}[style.entry]


def work_blocks(person, style):
    for job in person.profile["work"]:
        lines = entry_lines(style, job["position"], job["name"], job["location"], person.words["at"])
        yield Block("entry", date=show_period(person.words, style, job), lines=[each for each in lines if each])
        for highlight in job.get("highlights", []):
            yield Block("bullet", highlight)


def education_blocks(person, style):
    for course in person.profile["education"]:
        study = f"{course['studyType']}{style.joint}{course['area']}"
        lines = {"employer_first": [course["institution"], study], "comma": [f"{study}, {course['institution']}"]}
        yield Block("entry", date=show_period(person.words, style, course),
                    lines=lines.get(style.entry, [study, course["institution"]]))


def skill_blocks(person, style):
    skills = person.profile["skills"]
    if "keywords" in skills[0]:
        return [Block("pair", style.separator.join(each["keywords"]), each["name"]) for each in skills]
    names = [each["name"] for each in skills]
    return [Block("bullet", each) for each in names] if person.rng.random() < 0.5 else [Block("text", style.separator.join(names))]


def language_blocks(person, style):
    pairs = [(each["language"], each["fluency"]) for each in person.profile["languages"]]
    form = person.rng.choice(["pair", "bracket", "dash"])
    if form == "pair":
        return [Block("pair", level, name) for name, level in pairs]
    return [Block("bullet", f"{name} ({level})" if form == "bracket" else f"{name} – {level}") for name, level in pairs]


def certificate_blocks(person, style):
    form = person.rng.choice(["{name} ({date})", "{date}: {name}", "{name}, {date}"])
    return [Block("bullet", form.format(**each)) for each in person.profile["certificates"]]


def volunteer_blocks(person, style):
    return [Block("entry", date=show_period(person.words, style, each), lines=[each["position"], each["organization"]])
            for each in person.profile["volunteer"]]


def contact_blocks(person, style):
    basics, labels = person.profile["basics"], style.labels
    place = basics["location"]
    address = f"{place['address']}, {place['postalCode']} {place['city']}"
    if person.country_shown:
        address += f", {person.country_shown}"
    blocks = [Block("pair", address, labels["address"]), Block("pair", person.phone_shown, labels["phone"]),
              Block("pair", basics["email"], labels["email"])]
    if "url" in basics:
        blocks.append(Block("pair", basics["url"].removeprefix("https://"), labels["web"]))
    for profile in basics.get("profiles", []):
        blocks.append(Block("pair", profile["url"].removeprefix("https://"), profile["network"]))
    return blocks


def birth_pair(person, style):
    shown = {"long": f"{person.born.day} {person.words['months'][person.born.month - 1]} {person.born.year}"}.get(
        style.date, f"{person.born:%d.%m.%Y}" if style.date == "dotted" else f"{person.born:%d/%m/%Y}")
    person.findings.append({"category": "birth_date", "text": shown})
    return style.labels["birth"], shown


def sections(person, options):
    """The sections in the order of the page, and the style; also makes the profile as precise as they are."""
    style = draw_style(person, options)
    coarsen(person, style)
    profile = person.profile
    if "birth_date" in options.get("say", []):
        person.personal.insert(0, birth_pair(person, style))
    makers = {"work": work_blocks, "education": education_blocks, "skills": skill_blocks, "languages": language_blocks,
              "certificates": certificate_blocks, "volunteer": volunteer_blocks}
    made = {key: list(make(person, style)) for key, make in makers.items() if profile.get(key)}
    made["contact"] = contact_blocks(person, style)
    if person.personal:
        made["personal"] = [Block("pair", value, label) for label, value in person.personal]
    if "summary" in profile["basics"]:
        made["summary"] = [Block("text", profile["basics"]["summary"])]
    if "interests" in profile:
        made["interests"] = [Block("text", style.separator.join(each["name"] for each in profile["interests"]))]
    if "references" in profile:
        made["references"] = [Block("text", f"{each['name']}, {each['reference']}") for each in profile["references"]]
    if person.misc:
        made["misc"] = [Block("bullet", each) for each in person.misc]
    order = ["contact", "personal", "summary", "work", "education", "skills", "languages", "certificates", "volunteer",
             "interests", "references", "misc"]
    if style.education_first:
        order.remove("education")
        order.insert(3, "education")
    return [Section(key, style.heading[key].upper() if style.caps else style.heading[key], made[key])
            for key in order if key in made], style


def months(profile):
    """The least and the most months of work that the dates allow; overlapping jobs counted once."""
    def spread(late):
        busy = set()
        for job in profile.get("work", []):
            start, end = job["startDate"], job.get("endDate", "2025-03")
            first = ordinal(start, 1 if late else 12)
            last = ordinal(end, 12 if late else 1)
            busy |= set(range(first, last + (1 if late else 0)))
        return len(busy)
    return spread(False), spread(True)


def ordinal(date, month):
    year, _, known = date.partition("-")
    return int(year) * 12 + int(known or month)


def expected(person, sample, layout, form, style):
    """The truth about one document, in the shape that a measure of accuracy reads."""
    least, most = months(person.profile)
    file = f"{sample}.{form['extension']}"
    ignore = [each for each in person.misc] + [finding["text"] for finding in person.findings]
    return {"id": sample, "file": f"docs/{file}", "lang": person.language, "layout": layout, "format": form["name"],
            "ocr": form.get("ocr", False), "profile": person.profile, "findings": person.findings,
            "negatives": person.negatives, "ignore": ignore, "traits": [f"date:{style.date}", f"entry:{style.entry}"],
            "experience": {"monthsMin": least, "monthsMax": most,
                           "ongoing": any("endDate" not in job for job in person.profile.get("work", []))}}

