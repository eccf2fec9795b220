// Rows as CSV (RFC 4180) that a spreadsheet opens without running any of it.

/** What a spreadsheet takes for the start of a formula. A photo may be named so by whoever sent it. */
const formula = /^[=+\-@\t\r]/;

/** A cell: a number stands as it is; a text that could be a formula gets the apostrophe by which spreadsheets know a text. */
function cell(value: string | number | boolean | undefined): string {
  if (typeof value !== 'string') return value === undefined ? '' : String(value);
  const text = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One row, with its line's end. */
export const csvRow = (cells: readonly (string | number | boolean | undefined)[]): string => `${cells.map(cell).join(',')}\r\n`;
