/** What a person reads where their key, or their browser, did not answer. Nothing was changed by any of these. */
export class KeyNotUsed extends Error {
  constructor(detail: string) {
    super(detail)
    this.name = 'KeyNotUsed'
  }
}
