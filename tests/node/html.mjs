// Reads {name: HTML} from stdin and writes {name: [what html-validate finds]} to stdout.
import { HtmlValidate } from "html-validate";
import { json } from "node:stream/consumers";

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:recommended", "html-validate:document", "html-validate:a11y"],
  rules: {
    // Drawings take their size in points from their picture, so that type in them is 10 point.
    "no-inline-style": "off",
    // Style of writing the source, which nobody reads.
    "no-trailing-whitespace": "off",
    "long-title": "off", // the name of a plan, as it was given
  },
});

const found = {};
for (const [name, page] of Object.entries(await json(process.stdin))) {
  const { results } = await validator.validateString(page);
  found[name] = results
    .flatMap((result) => result.messages)
    .map(({ ruleId, message, line }) => `${ruleId}: ${message} (line ${line})`);
}
console.log(JSON.stringify(found));
