export { plural } from '../../ui/number-text.ts'
