import { expect, it } from 'vitest'
import { fileSize } from './size'

it.each([
  [12, '12 B'],
  [38_912, '38 KB'],
  [6_396_314, '6.1 MB'],
  [52_428_800, '50 MB'],
  [1_073_741_824, '1.0 GB'],
])('%d bytes read %s', (bytes, words) => expect(fileSize(bytes)).toBe(words))
