/** What rows are sorted by, a number each. */
export interface Keys {
  /** Whole numbers from 0 that ascend in the order wanted. */
  readonly keys: Float64Array
  /** What those rows have that have none: more than all others. */
  readonly none: number
}

/** Bits of a digit: of more, its counts and what is written at once would no longer be near the processor. */
const DIGIT_BITS = 9
/** Keys up to this many bits are sorted by their digits alone. */
const FEW_BITS = 2 * DIGIT_BITS
const BUCKET_BITS = 18
/** Rows of one bucket, so that putting each in its place among them stays cheap. */
const MOST_IN_BUCKET = 64

/**
 * The rows by ascending key; those of the same key in the order of `ties`, which holds every row once, as `compareTies` says it. Nothing
 * that it is given is changed. Throws a RangeError where `ties` does not hold as many rows as have a key, or a key is not finite.
 */
export function sortRows(sorted: Keys, ties: Uint32Array, compareTies: (a: number, b: number) => number): Uint32Array {
  if (ties.length !== sorted.keys.length) {
    throw new RangeError(
      `${sorted.keys.length} rows are to be sorted, and ${ties.length} have a place among those of the same key`,
    )
  }
  if (!Number.isFinite(sorted.none)) throw new RangeError(`rows cannot be sorted by keys up to ${sorted.none}`)
  let bits = 1
  while (2 ** bits <= sorted.none) bits += 1
  const bucketed = bits > FEW_BITS ? byBuckets(sorted, bits, ties, compareTies) : null
  return bucketed ?? byDigits(sorted, bits, ties)
}

/** From the lowest digit to the highest, each pass leaving those of the same digit as they were. */
function byDigits({ keys }: Keys, bits: number, ties: Uint32Array): Uint32Array {
  const passes = Math.ceil(bits / DIGIT_BITS)
  const each = Math.ceil(bits / passes)
  const cut = 2 ** each - 1
  const digits = new Uint16Array(keys.length)
  let order = ties
  for (let pass = 0; pass < passes; pass += 1) {
    const unit = 2 ** (-each * pass)
    // A conversion to 32 bits drops fractions and what stands above them; the highest part has nothing above it.
    for (let row = 0; row < keys.length; row += 1) digits[row] = ((keys[row] ?? 0) * unit) & cut
    order = stablePass(order, digits, cut + 1)
  }
  return order
}

function stablePass(order: Uint32Array, digits: Uint16Array, different: number): Uint32Array {
  const starts = new Uint32Array(different + 1)
  // How many there are of each does not depend on the order, and memory is read best from front to back.
  for (let row = 0; row < digits.length; row += 1) {
    const slot = (digits[row] ?? 0) + 1
    starts[slot] = (starts[slot] ?? 0) + 1
  }
  addUp(starts)
  const sorted = new Uint32Array(order.length)
  for (let at = 0; at < order.length; at += 1) {
    const row = order[at] ?? 0
    const slot = digits[row] ?? 0
    const to = starts[slot] ?? 0
    sorted[to] = row
    starts[slot] = to + 1
  }
  return sorted
}

/**
 * By the highest bits of the key into buckets of few rows, then each into its place. Instants nearly follow the rows, so a bucket is
 * filled from rows that stand together. Null where too many rows would be in one bucket.
 */
function byBuckets(
  { keys, none }: Keys,
  bits: number,
  ties: Uint32Array,
  compareTies: (a: number, b: number) => number,
): Uint32Array | null {
  const unit = 2 ** (BUCKET_BITS - bits)
  const starts = new Uint32Array(2 ** BUCKET_BITS + 1)
  for (let row = 0; row < keys.length; row += 1) {
    const key = keys[row] ?? 0
    if (key === none) continue
    const bucket = ((key * unit) | 0) + 1
    starts[bucket] = (starts[bucket] ?? 0) + 1
  }
  for (let bucket = 0; bucket < starts.length; bucket += 1) if ((starts[bucket] ?? 0) > MOST_IN_BUCKET) return null
  addUp(starts)
  const order = new Uint32Array(keys.length)
  for (let row = 0; row < keys.length; row += 1) {
    const key = keys[row] ?? 0
    if (key === none) continue
    const bucket = (key * unit) | 0
    const to = starts[bucket] ?? 0
    order[to] = row
    starts[bucket] = to + 1
  }
  let length = starts.at(-1) ?? 0
  for (let at = 1; at < length; at += 1) {
    const row = order[at] ?? 0
    const key = keys[row] ?? 0
    let to = at
    for (; to > 0; to -= 1) {
      const other = order[to - 1] ?? 0
      const before = keys[other] ?? 0
      if (before < key || (before === key && compareTies(other, row) < 0)) break
      order[to] = other
    }
    order[to] = row
  }
  for (let at = 0; at < ties.length; at += 1) {
    const row = ties[at] ?? 0
    if (keys[row] !== none) continue
    order[length] = row
    length += 1
  }
  // A row that is missing among them would leave a place for the row 0, a second time.
  if (length !== order.length) throw new RangeError(`${order.length} rows were to be sorted, and ${length} were`)
  return order
}

/** Of counts, each one place too late, where those of each begin. */
function addUp(starts: Uint32Array): void {
  for (let slot = 1; slot < starts.length; slot += 1) starts[slot] = (starts[slot] ?? 0) + (starts[slot - 1] ?? 0)
}
