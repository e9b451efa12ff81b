// Runs the parts of the single file: ES5, so that every Node can parse it. The minified text of this function is in
// credprobe.cjs, and on the command line of its children.
//
//   parts    texts of CommonJS modules by name, deflated and in base64
//   entry    the module to run
//   require  of what surrounds the file: for Node's own modules
//   given    what the modules find as `given`: in the main process the code of its children
module.exports = function load(parts, entry, require, given) {
  var zlib = require("node:zlib");
  var vm = require("node:vm");
  // A file that is not there: some packages make a `require` of it for files that are optional to them.
  var nowhere = require("node:url").pathToFileURL(process.execPath).href;
  var loaded = {};
  function run(name) {
    if (loaded[name]) return loaded[name].exports;
    var module = (loaded[name] = { exports: {} });
    // The parts are ASCII.
    var text = zlib.inflateRawSync(Buffer.from(parts[name], "base64")).latin1Slice();
    var source = "(function(require,module,exports,nowhere,given){" + text + "\n})";
    new vm.Script(source, { filename: "credprobe/" + name })
      .runInThisContext()
      .call(module.exports, find, module, module.exports, nowhere, given);
    return module.exports;
  }
  function find(id) {
    var name = id.slice(2);
    return Object.prototype.hasOwnProperty.call(parts, name) ? run(name) : require(id);
  }
  return run(entry);
};
