// What credprobe.cjs does first, on any Node: ES5. `PARTS`, `CHILD`, `HELP`, `VERSION` and `LOAD` are put in place of their names.
(function () {
  var version = process.versions.node.split(".");
  if (+version[0] < 20 || (+version[0] === 20 && +version[1] < 19)) {
    // In the words of src/cli/main.ts.
    process.stderr.write("credprobe: needs Node 20.19 or newer, this is v" + process.versions.node + "\n");
    process.exit(2);
  }
  var load = LOAD;
  var parts = PARTS;
  var word = process.argv.length === 3 ? process.argv[2] : "";
  // What is the same each time is not worked out each time.
  var text = word === "--version" ? VERSION : word === "--help" ? help() : "";
  if (text === "") {
    load(parts, "main.js", require, { code: code, bootstrap: bootstrap });
    return;
  }
  process.stdout.on("error", function (error) {
    // As src/cli/main.ts does: a reader that goes away early is no error.
    if (error.code === "EPIPE" || error.code === "EIO") return;
    process.stderr.write("credprobe: the output could not be written (" + error.code + ")\n");
    process.exitCode = 70;
  });
  process.stdout.write(text + "\n");

  function help() {
    var packed = HELP[process.stdout.columns >= 100 ? 100 : process.stdout.columns || 80];
    return packed === undefined
      ? ""
      : require("node:zlib").inflateRawSync(Buffer.from(packed, "base64")).toString("latin1");
  }

  /** The parts that children run, as they get them. */
  function code() {
    var own = {};
    CHILD.forEach(function (name) {
      own[name] = parts[name];
    });
    return Buffer.from(JSON.stringify(own), "latin1");
  }

  /** Makes Node run what it reads from a descriptor. */
  function bootstrap(fd) {
    return (
      "(" + load + ')(JSON.parse(require("node:fs").readFileSync(' + fd + ',"latin1")),"isolate.js",require)'
    );
  }
})();
