// Reads {name: calendar} from stdin and writes {name: [its events, as ical.js reads them]} to stdout.
import ICAL from "ical.js";
import { json } from "node:stream/consumers";

const read = {};
for (const [name, text] of Object.entries(await json(process.stdin))) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  read[name] = calendar.getAllSubcomponents("vevent").map((event) => ({
    uid: event.getFirstPropertyValue("uid"),
    sequence: event.getFirstPropertyValue("sequence"),
    status: event.getFirstPropertyValue("status"),
    start: event.getFirstPropertyValue("dtstart").toString(),
    summary: event.getFirstPropertyValue("summary"),
  }));
}
console.log(JSON.stringify(read));
