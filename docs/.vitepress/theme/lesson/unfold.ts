/** Opens every room in which an element is folded away. */
export function unfold(element: Element): void {
  for (let room = element.closest('details'); room; room = room.parentElement?.closest('details') ?? null) {
    room.open = true;
  }
}
