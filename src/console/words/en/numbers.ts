/** BCP 47: how digits are grouped, and what stands before tenths. */
export const language = 'en'

export const million = (tenths: string) => `${tenths} M`
export const percent = (hundredths: number) => `${hundredths} %`
export const ofCases = (part: number, of: number) => `${part} of ${of}`
