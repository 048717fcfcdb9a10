// Called through esbuild's library: whether its command is a script or a binary depends on who installed it.
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
