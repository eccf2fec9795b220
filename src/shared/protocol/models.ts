// Where a model is to come from, as the page tells the library worker.

/** Where a model comes from: an entry of the catalogue, a repository, or files in the hub's layout (a folder's, or one ZIP). */
export type ModelSource =
  | { readonly kind: 'catalogue'; readonly id: string; readonly host?: string }
  | { readonly kind: 'hub'; readonly host: string; readonly repo: string; readonly revision?: string }
  | { readonly kind: 'files'; readonly files: readonly ModelFile[] };

/** A file and where it lies in what was picked: `siglip/onnx/text_model.onnx`. */
export interface ModelFile {
  readonly path: string;
  readonly file: File;
}
