// details.me: the small menu at the name closes when one looks elsewhere. [data-print] prints.
export function menus(): void {
  document.addEventListener("click", (event) => {
    const at = event.target as HTMLElement;
    for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.me[open]")) {
      if (!menu.contains(at)) menu.open = false;
    }
    if (at.closest("[data-print]")) window.print();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector<HTMLDetailsElement>("details.me[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
}
