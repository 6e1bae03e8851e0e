import { translated } from '../../src/shared/translated'
import { messages } from './messages'

export const korean = translated(messages, {
  storageFull: {
    message: '브라우저 저장 공간이 가득 차서 학습 상태가 저장되지 않습니다.',
    hint: '학습은 계속되지만 탭을 닫으면 사라집니다. 안전하게 하려면 공간을 비우세요.',
  },
  notStored: {
    message: '브라우저가 페이지에 학습 상태를 저장하도록 허용하지 않습니다.',
    hint: '학습은 계속되지만 탭을 닫으면 사라집니다. 안전하게 하려면 공간을 비우세요.',
  },
  notWritten: {
    message: '학습 상태를 "{folder}"에 쓸 수 없습니다.',
    hint: '공간을 비우거나 다른 폴더를 고르세요.',
  },
  tooSmall: {
    message: '그림 "{name}"은(는) {width}x{height} 픽셀로, 배우기에는 너무 작습니다.',
    hint: '{least}x{least} 픽셀 이상의 그림을 주세요.',
  },
  fewerFit: {
    message: '이것을 가르치려면 메모리가 약 {needed} GB 필요한데 {limit} GB가 있습니다.',
    hint: '한 단계에 그림을 {count}장까지만 쓰면 들어갑니다.',
  },
  smallerFits: {
    message: '이것을 가르치려면 메모리가 약 {needed} GB 필요한데 {limit} GB가 있습니다.',
    hint: '한 단계에 {side}픽셀 그림 한 장을 쓰면 들어갑니다.',
  },
  loraFits: {
    message: '이것을 가르치려면 메모리가 약 {needed} GB 필요한데 {limit} GB가 있습니다.',
    hint: 'LoRA를 학습하세요.',
  },
  tooLarge: {
    message: '이것을 가르치려면 메모리가 약 {needed} GB 필요한데 {limit} GB가 있습니다.',
    hint: '더 작은 체크포인트를 고르세요. 명령줄은 기기의 메모리를 모두 씁니다.',
  },
  rankTooLarge: {
    message: '랭크 {rank}은(는) 체크포인트의 층 "{module}"의 너비 {width}보다 큽니다.',
    hint: '랭크를 {width} 이하로 고르세요.',
  },
  astray: {
    message: '학습이 {step}단계에서 어긋났습니다. 손실이 더 이상 숫자가 아닙니다.',
    hint: '그 전까지 배운 것은 그대로 있습니다. 학습률을 낮춰 다시 시작하세요.',
  },
  astrayAtOnce: {
    message: '학습을 시작할 수 없습니다. 첫 단계의 손실이 숫자가 아닙니다.',
    hint: '체크포인트가 손상되었을 수 있습니다. 배포한 곳에서 다시 받으세요.',
  },
  noTokens: {
    message: '텍스트 인코더에 토큰 표가 없습니다.',
    hint: '배포처에서 체크포인트를 다시 받으세요.',
  },
  noCopy: {
    message:
      'ControlNet을 이 UNet의 복사본으로 시작할 수 없습니다. "{weight}"이(가) [{own}]인데 UNet의 것은 [{given}]입니다.',
    hint: 'Stable Diffusion의 보통 구조인 체크포인트를 고르세요.',
  },
})
