// PouchDB as a process of its own: `serve DIR` is a server, `desk DIR` a client that takes one JSON command a line and
// answers each with one JSON line.
"use strict";
const PouchDB = require("pouchdb");
const fs = require("node:fs");
const path = require("node:path");
const readline = require("node:readline");

const [role, dir] = process.argv.slice(2);
fs.mkdirSync(dir, { recursive: true });
const say = (value) => process.stdout.write(JSON.stringify(value) + "\n");
const open = (name) => new PouchDB(path.join(dir, name));

function serve() {
  const express = require("express");
  const app = express();
  // The leanest mode it has: nothing but what replication needs.
  app.use(
    require("express-pouchdb")(PouchDB.defaults({ prefix: dir + path.sep }), {
      mode: "minimumForPouchDB",
      configPath: path.join(dir, "config.json"),
      logPath: path.join(dir, "log.txt"),
    }),
  );
  const server = app.listen(0, "127.0.0.1", () => say({ port: server.address().port }));
}

let db;
let live;

/** The live replication has nothing to do. */
const idle = () =>
  new Promise((resolve, reject) => {
    live.once("paused", (error) => (error ? reject(error) : resolve()));
    live.once("error", reject);
  });

const commands = {
  open: async ({ name }) => {
    db = open(name);
    await db.info();
  },
  // One JSON document a line.
  load: async ({ file }) => {
    const docs = fs.readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line));
    for (let at = 0; at < docs.length; at += 1000) await db.bulkDocs(docs.slice(at, at + 1000));
  },
  edit: async ({ ids, field, value }) => {
    const found = await db.allDocs({ keys: ids, include_docs: true });
    const docs = found.rows.map(({ doc }, n) => ({ ...doc, [field]: value + n }));
    for (const done of await db.bulkDocs(docs)) if (done.error) throw new Error(done.message);
  },
  push: async ({ url, batch }) => {
    const done = await db.replicate.to(url, { batch_size: batch });
    return { written: done.docs_written };
  },
  // Into a new database, to the first page of a list.
  pull: async ({ url, batch, name }) => {
    const mine = open(name);
    const began = process.hrtime.bigint();
    const done = await mine.replicate.from(url, { batch_size: batch });
    const page = await mine.allDocs({ limit: 50, include_docs: true });
    const ms = Number(process.hrtime.bigint() - began) / 1e6;
    await mine.close();
    return { written: done.docs_written, rows: page.rows.length, ms };
  },
  live: async ({ url }) => {
    live = db.replicate.to(url, { live: true, batch_size: 500 });
    await idle();
  },
  edit_live: async (input) => {
    const done = idle();
    await commands.edit(input);
    await done;
  },
};

async function desk() {
  say({ ready: true });
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const input = JSON.parse(line);
    const began = process.hrtime.bigint();
    try {
      const answer = await commands[input.do](input);
      say({ ms: Number(process.hrtime.bigint() - began) / 1e6, ...answer });
    } catch (error) {
      say({ error: String(error.message ?? error) });
    }
  }
  process.exit(0);
}

if (role === "serve") serve();
else desk();
