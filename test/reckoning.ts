/** A slow and obvious reckoning: documents in the order they fall due, money in the order it came. */
export class Reckoning {
  readonly documents: { id: string; total: bigint; settled: bigint; key: string }[] = [];
  readonly money: { id: string; left: bigint; gone: boolean; on: Map<string, bigint>; key: string }[] = [];

  put(id: string, amount: bigint, key: string, meant?: string): void {
    const money = { id, left: amount, gone: false, on: new Map<string, bigint>(), key };
    this.money.push(money);
    this.use(money, meant);
  }
  use(money: Reckoning['money'][number], meant?: string): void {
    const due = this.documents.toSorted((a, b) => (a.key < b.key ? -1 : 1));
    for (const document of due.toSorted((a, b) => Number(b.id === meant) - Number(a.id === meant))) {
      const part = [money.left, document.total - document.settled].reduce((a, b) => (a < b ? a : b));
      if (part <= 0n) continue;
      document.settled += part;
      money.left -= part;
      money.on.set(document.id, (money.on.get(document.id) ?? 0n) + part);
    }
  }
  useAll(): void {
    const waiting = this.money.filter(({ left, gone }) => left > 0n && !gone);
    for (const money of waiting.toSorted((a, b) => (a.key < b.key ? -1 : 1))) this.use(money);
  }
  takeBack(id: string): void {
    const money = this.money.find((each) => each.id === id);
    if (!money) return;
    for (const [document, part] of money.on) {
      const known = this.documents.find((each) => each.id === document);
      if (known) known.settled -= part;
    }
    Object.assign(money, { gone: true, left: 0n });
    this.useAll();
  }
  /** How much of this money may go back: what waits of it and of credit notes, no more than it has left, nor than waits in all. */
  refundable(id: string, notes: ReadonlySet<string>): bigint {
    const money = this.money.find((each) => each.id === id);
    if (!money) return 0n;
    const used = [...money.on.values()].reduce((sum, part) => sum + part, 0n);
    const credited = this.money.reduce((sum, each) => sum + (notes.has(each.id) ? each.left : 0n), 0n);
    return [money.left + used, money.left + credited, this.credit].reduce((a, b) => (a < b ? a : b));
  }
  /** A part goes back: what waits first, then of documents that a note corrects, then of the newest. */
  takePart(id: string, amount: bigint, corrected: ReadonlySet<string>): void {
    const money = this.money.find((each) => each.id === id);
    if (!money) return;
    const waits = money.left < amount ? money.left : amount;
    money.left -= waits;
    let rest = amount - waits;
    const newest = this.documents.toSorted((a, b) => (a.key > b.key ? -1 : 1));
    for (const document of newest.toSorted(
      (a, b) => Number(corrected.has(b.id)) - Number(corrected.has(a.id)),
    )) {
      const part = money.on.get(document.id) ?? 0n;
      const falls = part < rest ? part : rest;
      money.on.set(document.id, part - falls);
      document.settled -= falls;
      rest -= falls;
    }
    this.useAll();
  }
  openOn(id: string): bigint {
    const document = this.documents.find((each) => each.id === id);
    return document ? document.total - document.settled : 0n;
  }
  get credit(): bigint {
    return this.money.reduce((sum, { left }) => sum + left, 0n);
  }
}
