// Stands in for `sharp` and `onnxruntime-node`, which the browser build never reaches.
module.exports = {};
