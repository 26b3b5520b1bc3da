import type { BackendError } from '../port.ts'
import { offlineError, toBackendError } from './problem.ts'

export interface Upload {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Blob
  readonly onProgress: (sent: number, total: number) => void
}

/** Sends a body and tells how far it is. Resolves to the body of a success; rejects with a BackendError. */
export type SendUpload = (upload: Upload) => Promise<string>

/**
 * Over XMLHttpRequest: the only way a browser tells how many bytes have left. A fetch with a stream as its body would need
 * HTTP/2 and could only say what was read from the file, not what was sent.
 */
export const uploadOverXhr: SendUpload = ({ url, headers, body, onProgress }) =>
  new Promise((resolve, reject: (error: BackendError) => void) => {
    const request = new XMLHttpRequest()
    request.open('POST', url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.addEventListener('progress', (event) => onProgress(Math.min(event.loaded, body.size), body.size))
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) {
        onProgress(body.size, body.size)
        resolve(request.responseText)
        return
      }
      reject(toBackendError(request.status, request.responseText, request.getResponseHeader('Retry-After')))
    })
    for (const trouble of ['error', 'abort', 'timeout']) {
      request.addEventListener(trouble, () => reject(offlineError()))
    }
    request.send(body)
  })

/** Where there is no XMLHttpRequest (Node, a gateway in the same page): says nothing in between, and all at the end. */
export function uploadOverFetch(send: typeof fetch): SendUpload {
  return async ({ url, headers, body, onProgress }) => {
    onProgress(0, body.size)
    const answer = await send(url, { method: 'POST', headers, body, credentials: 'same-origin' }).catch(() => {
      throw offlineError()
    })
    const text = await answer.text()
    if (!answer.ok) throw toBackendError(answer.status, text, answer.headers.get('Retry-After'))
    onProgress(body.size, body.size)
    return text
  }
}
