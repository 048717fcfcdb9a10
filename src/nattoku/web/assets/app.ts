// The page works without this file. It keeps drafts, prevents double sending, brings new records and suggests customers.
import { copies } from "./islands/copy";
import { drafts } from "./islands/draft";
import { here } from "./islands/here";
import { letters } from "./islands/letter";
import { live } from "./islands/live";
import { menus } from "./islands/menu";
import { odds } from "./islands/odds";
import { once } from "./islands/once";
import { passkeys } from "./islands/passkey";
import { push } from "./islands/push";
import { suggest } from "./islands/suggest";
import { tabs } from "./islands/tabs";
import { tones } from "./islands/tone";
import { walks } from "./islands/walk";

function wire(root: ParentNode): void {
  once(root);
  copies(root);
  drafts(root);
  suggest(root);
  odds(root);
  push(root);
  passkeys(root);
  tabs(root);
  here(root);
  letters(root);
  tones(root);
  walks(root, wire);
  live(root, wire);
}

menus();
wire(document);
