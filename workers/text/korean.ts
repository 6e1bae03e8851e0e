import { translated } from '../../src/shared/translated'
import { messages } from './messages'

export const korean = translated(messages, {
  noSpecialToken: {
    message: '토크나이저의 어휘에 특수 토큰 "{token}"이(가) 없습니다.',
    hint: 'tokenizer/vocab.json과 tokenizer/tokenizer_config.json을 같은 체크포인트에서 가져오세요.',
  },
  badLength: {
    message: '토크나이저의 "model_max_length" 값이 {length}입니다.',
    hint: '텍스트 인코더의 위치 수여야 합니다. Stable Diffusion은 77입니다.',
  },
})
