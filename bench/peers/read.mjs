// node read.mjs pdf-parse|unpdf FILE…: one JSON line for each file, {"file", "text"}; text is empty where reading failed.
import { readFile } from "node:fs/promises";

const readers = {
  "pdf-parse": async (bytes) => {
    const { PDFParse } = await import("pdf-parse");
    const parser = new PDFParse({ data: bytes });
    const { text } = await parser.getText({ pageJoiner: "\n" });
    await parser.destroy();
    return text;
  },
  unpdf: async (bytes) => {
    const { extractText } = await import("unpdf");
    return (await extractText(bytes, { mergePages: true })).text;
  },
};

console.warn = console.error = () => {}; // libraries quote what they cannot read
const [name, ...files] = process.argv.slice(2);
for (const file of files) {
  const text = await readers[name](new Uint8Array(await readFile(file))).catch(() => "");
  process.stdout.write(`${JSON.stringify({ file, text })}\n`);
}
