/**
 * Secrets by the shape of their text. Every pattern is linear: a literal to start at, then one class of characters with
 * a least length, so a failed attempt costs no more than that length. Ids of credentials (`AKIA…`, hashes, names) are
 * no secrets: they are what an analyst searches for.
 */
const SHAPES: readonly { readonly kind: string; readonly shape: RegExp }[] = [
  { kind: 'AWS session token', shape: /(?:IQoJ|FwoG|FQoG|AQoD)[A-Za-z0-9+/=_-]{16,}/g },
  {
    kind: 'JSON web token or encoded JSON',
    shape: /(?<![A-Za-z0-9+/])eyJ[A-Za-z0-9+/=_-]{10,}(?:\.[A-Za-z0-9+/=_-]+){0,4}/g,
  },
  { kind: 'GitHub token', shape: /gh[pousr]_[A-Za-z0-9]{16,}|github_pat_[A-Za-z0-9_]{16,}/g },
  { kind: 'GitLab token', shape: /gl(?:pat|dt|rt|cbt|soat)-[A-Za-z0-9_-]{16,}/g },
  { kind: 'Slack token', shape: /xox[a-z](?:\.xox[a-z])?-[A-Za-z0-9-]{8,}|xapp-[A-Za-z0-9-]{8,}/g },
  { kind: 'Slack webhook', shape: /hooks\.slack\.com\/(?:services|workflows)\/[A-Za-z0-9/_-]{8,}/g },
  { kind: 'Stripe key', shape: /[sr]k_(?:live|test)_[A-Za-z0-9]{8,}|whsec_[A-Za-z0-9+/=]{8,}/g },
  { kind: 'AI platform key', shape: /(?<![A-Za-z0-9])sk-[A-Za-z0-9_-]{16,}/g },
  { kind: 'Google API key', shape: /AIza[A-Za-z0-9_-]{30,}/g },
  { kind: 'Google access token', shape: /ya29\.[A-Za-z0-9_-]{16,}|GOCSPX-[A-Za-z0-9_-]{16,}/g },
  { kind: 'Azure client secret', shape: /[A-Za-z0-9_~.-]{3}8Q~[A-Za-z0-9_~.-]{28,}/g },
  { kind: 'package registry token', shape: /npm_[A-Za-z0-9]{30,}|pypi-[A-Za-z0-9_-]{30,}/g },
  {
    kind: 'cloud token',
    shape: /do[opr]_v1_[a-f0-9]{32,}|hv[sb]\.[A-Za-z0-9_-]{20,}|(?<![A-Za-z0-9])dapi[a-f0-9]{32}/g,
  },
  { kind: 'SendGrid key', shape: /(?<![A-Za-z0-9])SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/g },
]

/** A secret that only its neighbourhood gives away; what stands before it (group 1) is shown, the rest is not. */
const CONTEXTS: readonly { readonly kind: string; readonly shape: RegExp }[] = [
  { kind: 'authorization', shape: /(\b(?:bearer|basic|token|ssws)[ \t]{1,4})[A-Za-z0-9._~+/=-]{16,}/gi },
  { kind: 'password in an address', shape: /(:\/\/[^\s/:@]{0,256}:)[^\s/@]+(?=@)/g },
  { kind: 'signature', shape: /((?:^|[?&; ])(?:sig|x-amz-signature|x-goog-signature)=)[^\s&"']+/gi },
  {
    kind: 'password or key',
    shape:
      /((?:password|passwd|passphrase|pwd|secret|(?:access|auth|refresh|session|id|api|bot)[_-]?token|--token|api[_-]?key|(?:account|sharedaccess|secret|private|secretaccess)[_-]?key|sharedaccesssignature|client[_-]?secret)(?:["']?[ \t]{0,2}=[ \t]{0,2}["']?|["'] ?: ?["']|: {1,2}["']?|[ \t](?=\S{6})(?<=-[a-z-]{0,20}[ \t])))[^\s"'&;,]+/gi,
  },
]

/**
 * What every pattern above must contain. Nearly all texts hold none of it and are spared twenty searches each; a pattern
 * that is added must be added here too, and a test plants one secret of every kind.
 */
const MAY_HAVE_SHAPE =
  /IQoJ|FwoG|FQoG|AQoD|eyJ|gh[pousr]_|github_pat_|gl(?:pat|dt|rt|cbt|soat)-|xox[a-z]|xapp-|hooks\.slack|k_(?:live|test)_|whsec_|sk-|AIza|ya29\.|GOCSPX-|8Q~|npm_|pypi-|do[opr]_v1_|hv[sb]\.|dapi|SG\.|PRIVATE KEY/
const MAY_HAVE_CONTEXT = /:\/\/|sig(?:nature)?=|bearer|basic|token|ssws|passw|passphrase|pwd|secret|key|sharedaccess/i

const PEM_BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g
const PEM_END = '-----END '

/** The text with every secret in it replaced by a marker; the same text if there is none. Linear in its length. */
export function redactText(text: string): string {
  if (text.length < 6 || !(MAY_HAVE_SHAPE.test(text) || MAY_HAVE_CONTEXT.test(text))) return text
  let shown = withoutPrivateKeys(text)
  for (const { kind, shape } of SHAPES) shown = shown.replace(shape, (secret: string) => marker(kind, secret))
  for (const { kind, shape } of CONTEXTS) {
    shown = shown.replace(shape, (all: string, before: string) => {
      const secret = all.slice(before.length)
      return secret.startsWith(MARK) ? all : before + marker(kind, secret)
    })
  }
  return shown
}

/** What stands where a secret stood: what it was and how long, in UTF-16 code units. */
export function marker(kind: string, secret: string): string {
  return `${MARK}: ${kind}, ${secret.length} characters]`
}

const MARK = '[redacted'

/** From each BEGIN to the end of its END line; to the end of the text where the key is cut off. */
function withoutPrivateKeys(text: string): string {
  if (!text.includes('PRIVATE KEY')) return text
  let shown = ''
  let from = 0
  for (const begin of text.matchAll(PEM_BEGIN)) {
    if (begin.index < from) continue
    const endLine = text.indexOf(PEM_END, begin.index + begin[0].length)
    const close = endLine === -1 ? -1 : text.indexOf('-----', endLine + PEM_END.length)
    const end = close === -1 ? text.length : close + 5
    shown += text.slice(from, begin.index) + marker('private key', text.slice(begin.index, end))
    from = end
  }
  return shown + text.slice(from)
}
