// Called through esbuild's library: whether its command is a script or a binary depends on who installed it.
import { copyFile, mkdir } from "node:fs/promises";
import { build } from "esbuild";

const here = "src/nattoku/web/assets";
await build({
  entryPoints: ["app.ts", "sw.ts", "app.css", "icon.svg"].map((name) => `${here}/${name}`),
  outdir: "src/nattoku/web/static/nattoku",
  bundle: true,
  minify: true,
  legalComments: "inline",
  loader: { ".svg": "copy" },
  target: ["chrome111", "firefox115", "safari16.4"],
});

// The faces of letters, whole: sliced web fonts lack characters of names. Each beside its licence (OFL 1.1).
const fonts = "src/nattoku/lib/typeset/fonts";
await mkdir(fonts, { recursive: true });
for (const [name, file] of Object.entries({
  "noto-serif-jp": "400Regular/NotoSerifJP_400Regular.ttf",
  "yuji-syuku": "400Regular/YujiSyuku_400Regular.ttf",
})) {
  const from = `node_modules/@expo-google-fonts/${name}`;
  await copyFile(`${from}/${file}`, `${fonts}/${name}.ttf`);
  await copyFile(`${from}/LICENSE_FONT`, `${fonts}/${name}.LICENSE`);
}
