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
  say(Buffer.from(text + "\n", "latin1"));

  function help() {
    // What no terminal reads has 80 columns; to make a stream of it takes longer than all the rest.
    var isDevice = require("node:fs").fstatSync(1).isCharacterDevice();
    var columns = (isDevice && process.stdout.columns) || 80;
    return HELP[columns >= 100 ? 100 : columns] || "";
  }

  function say(bytes) {
    var written = 0;
    try {
      written = require("node:fs").writeSync(1, bytes);
    } catch (error) {
      if (error.code !== "EAGAIN") return notWritten(error);
    }
    if (written === bytes.length) return;
    // A pipe that takes no more now.
    process.stdout.on("error", notWritten);
    process.stdout.write(bytes.subarray(written));
  }

  /** As src/cli/watch-output.ts does: a reader that goes away early is no error. */
  function notWritten(error) {
    if (error.code === "EPIPE" || error.code === "EIO") return;
    process.stderr.write("credprobe: the output could not be written (" + error.code + ")\n");
    process.exitCode = 70;
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
