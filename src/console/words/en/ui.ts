export const someInputsUnknown = (band: string) => `${band}, some inputs unknown`
export const axisValue = (value: number, said: string) => `${value} of 100, ${said}`

export const not = 'not'

import { countText } from '../../ui/number-text.ts'

export const minutes = (minute: number) => (minute === 1 ? 'minute' : 'minutes')

export const close = 'Close'
export const esc = 'Esc'

export const copyRefused = 'The browser refused to copy'
export const copyDigest = (ofValue: string) => `Copy digest of ${ofValue}`
export const digestOf = (ofValue: string) => `Digest of ${ofValue}`

export const widthOfThePanel = 'Width of the panel'
export const closePanel = 'Close panel'

export const opensANewPage = 'opens a new page'

export const rule = (rule: string) => `, rule ${rule}`

export const clearSearch = 'Clear search'

export const timeUnknown = 'time unknown'
export const stateOf = (clock: string) => `state of ${clock}`

export const undo = 'Undo'
export const dismiss = 'Dismiss'

export const wasNotCopied = (what: string) => `${what} was not copied: the browser refused.`
export const copied = (what: string) => `${what} copied.`

export const moreCombiningMarks = (length: number) => `${length} more combining marks`
export const times = (length: number, mark: string) => `${length} times ${mark}`
export const controlCharacter = (hex: string) => `control character, ${hex}`
export const pictureOfAControl = (hex: string) => `picture of a control character, ${hex}`
export const invisibleOrUnassigned = (hex: string) => `invisible or unassigned character, ${hex}`
export const moreCharacters = (characters: number) => `+${countText(characters)} characters`
export const notShownTooMany = (glyph: string) => `${glyph} not shown, too many of them hidden`
export const spaceAtTheEdge = 'space at the edge'
export const tagCharacters = (characters: number, shown: string) => `${characters} tag characters that spell "${shown}"`
export const lineFeed = 'line feed'
export const nextLine = 'next line'
export const softHyphen = 'soft hyphen'
export const combiningGraphemeJoiner = 'combining grapheme joiner'
export const arabicLetterMark = 'Arabic letter mark'
export const zeroWidthSpace = 'zero width space'
export const zeroWidthNonJoiner = 'zero width non-joiner'
export const zeroWidthJoiner = 'zero width joiner'
export const leftToRightMark = 'left-to-right mark'
export const rightToLeftMark = 'right-to-left mark'
export const lineSeparator = 'line separator'
export const paragraphSeparator = 'paragraph separator'
export const leftToRightEmbedding = 'left-to-right embedding'
export const rightToLeftEmbedding = 'right-to-left embedding'
export const popDirectionalFormatting = 'pop directional formatting'
export const leftToRightOverride = 'left-to-right override'
export const rightToLeftOverride = 'right-to-left override'
export const wordJoiner = 'word joiner'
export const leftToRightIsolate = 'left-to-right isolate'
export const rightToLeftIsolate = 'right-to-left isolate'
export const firstStrongIsolate = 'first strong isolate'
export const popDirectionalIsolate = 'pop directional isolate'
export const brailleBlank = 'Braille blank'
export const byteOrderMark = 'byte order mark'

export const tryAgain = 'Try again'
export const tryNow = 'Try now'

export const jan = 'Jan'
export const feb = 'Feb'
export const mar = 'Mar'
export const apr = 'Apr'
export const may = 'May'
export const jun = 'Jun'
export const jul = 'Jul'
export const aug = 'Aug'
export const sep = 'Sep'
export const oct = 'Oct'
export const nov = 'Nov'
export const dec = 'Dec'

export const loading = 'Loading'

export const notApplicable = 'not applicable'
export const dayOfYear = (day: number, month: string) => `${day} ${month}`
export const date = (day: number, month: string, year: number) => `${day} ${month} ${year}`
/** In a column: four characters at most. */
export const secondsShort = (seconds: number) => `${seconds}s`
export const minutesShort = (minutes: number) => `${minutes}m`
export const hoursShort = (hours: number) => `${hours}h`
export const daysShort = (days: number) => `${days}d`
export const yearsShort = (years: number) => `${years}y`
/** In a sentence, two days or more where days are counted. */
export const secondsLong = (seconds: number) => `${seconds} s`
export const minutesLong = (minutes: number) => `${minutes} min`
export const hoursLong = (hours: number) => `${hours} h`
export const daysLong = (days: number) => `${countText(days)} days`
export const ago = (size: string) => `${size} ago`
export const ahead = (size: string) => `in ${size}`
export const toasts = 'Notifications'
