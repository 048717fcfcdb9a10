// [data-tabs] holds <details class="tab" id> parts and <nav class="tabbar"> links to them: one part is open at a time.
import { each } from "./words";

export function tabs(root: ParentNode): void {
  each<HTMLElement>(root, "[data-tabs]", "Tabs", (box) => {
    const parts = [...box.querySelectorAll<HTMLDetailsElement>(":scope > details.tab[id]")];
    const links = [...box.querySelectorAll<HTMLAnchorElement>(":scope > .tabbar > a[href^='#']")];
    if (!parts.length) return;

    const show = (part: HTMLDetailsElement): void => {
      for (const other of parts) other.open = other === part;
      for (const link of links) {
        if (link.hash === `#${part.id}`) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    };
    const named = (): HTMLDetailsElement | undefined => {
      const at = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
      return parts.find((part) => at && part.contains(at));
    };

    box.dataset["tabsOn"] = "";
    show(named() ?? parts.find((part) => part.open) ?? (parts[0] as HTMLDetailsElement));
    for (const link of links) {
      link.addEventListener("click", (event) => {
        const part = parts.find((p) => `#${p.id}` === link.hash);
        if (!part) return;
        event.preventDefault();
        history.replaceState(null, "", link.hash);
        show(part);
        const top = part.getBoundingClientRect().top;
        if (top < 0 || top > window.innerHeight / 2) part.scrollIntoView();
      });
    }
    window.addEventListener("hashchange", () => {
      const part = box.isConnected ? named() : undefined;
      if (!part) return;
      show(part);
      document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
    });

    // On paper everything is there.
    let kept: HTMLDetailsElement | undefined;
    window.addEventListener("beforeprint", () => {
      kept = parts.find((part) => part.open);
      for (const part of parts) part.open = true;
    });
    window.addEventListener("afterprint", () => kept && show(kept));
  });
}
