// What another Automerge program does with a shard: loads it, edits a field, adds a tag, and saves it.
// Run by interop.sh beside the npm package `@automerge/automerge`; arguments: the shard, and the file to save it in.

import { readFileSync, writeFileSync } from "node:fs";
import * as Automerge from "@automerge/automerge";

const [from, to] = process.argv.slice(2);
let doc = Automerge.load(readFileSync(from));
const [id] = Object.keys(doc.observations);
doc = Automerge.change(doc, { time: 1800000000 }, (shard) => {
  const observation = shard.observations[id];
  observation.notes = "roof repaired, says another program";
  observation.tags.roof = "palm";
});
writeFileSync(to, Automerge.save(doc));
