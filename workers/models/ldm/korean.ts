import { translated } from '../../../src/shared/translated'
import { messages } from './messages'

export const korean = translated(messages, {
  unknownTensors: {
    message: '"{file}" 파일에 여기서 아는 어느 부분에도 속하지 않는 텐서가 있습니다: {keys}.',
    hint: 'Stable Diffusion 1, 2 또는 XL 계열의 파일을 선택하세요.',
  },
  moreUnknownTensors: {
    message: '"{file}" 파일에 여기서 아는 어느 부분에도 속하지 않는 텐서가 있습니다: {keys} 외 {count}개.',
    hint: 'Stable Diffusion 1, 2 또는 XL 계열의 파일을 선택하세요.',
  },
  notANetwork: {
    message: '"{file}" 파일은 원래 구조의 ControlNet도 T2I-Adapter도 아닙니다.',
    hint: 'config.json과 함께 든 폴더를 선택하거나 다른 파일을 선택하세요.',
  },
  otherFamily: {
    message: '"{file}" 파일은 여기서 읽지 않는 {family} 체크포인트입니다.',
    hint: 'Stable Diffusion 1, 2, XL 계열의 파일을 고르세요.',
  },
  opensAsCheckpoint: {
    message: '"{file}" 파일은 {asked}이(가) 아닙니다: {kind}.',
    hint: '"체크포인트 열기…"로 여세요.',
  },
  opensAsAddOn: {
    message: '"{file}" 파일은 {asked}이(가) 아닙니다: {kind}.',
    hint: '맞는 체크포인트와 함께 "애드온 열기…"로 여세요.',
  },
  opensOnCard: {
    message: '"{file}" 파일은 {asked}이(가) 아닙니다: {kind}.',
    hint: '그 이름의 가이드를 추가하고 카드에서 파일을 여세요.',
  },
  opensNowhere: {
    message: '"{file}" 파일은 {asked}이(가) 아닙니다: {kind}.',
    hint: '다른 파일을 고르세요. 이런 파일은 여기서 쓰이지 않습니다.',
  },
  averagesOnly: {
    message: '"{file}"에는 UNet 자체가 아니라 그 이동 평균(EMA)만 들어 있습니다.',
    hint: '같은 체크포인트의 다른 파일(예: pruned라고 된 것)을 고르세요.',
  },
  partMissing: {
    message: '"{file}" 파일에 체크포인트의 {part}이(가) 없습니다.',
    hint: '체크포인트의 일부가 아니라 전체가 든 파일을 선택하세요.',
  },
  unetNotWhole: {
    message: '파일의 UNet이 온전하지 않습니다: "{key}"이(가) 없습니다.',
    hint: '배포처에서 파일을 다시 받으세요.',
  },

  // What files are
  checkpoint: '체크포인트',
  addOn: '애드온',
  controlNetwork: 'ControlNet 또는 T2I-Adapter',
  wholeCheckpoint: '한 파일로 된 체크포인트 전체',
  unetAlone: '텍스트 인코더와 오토인코더가 없는 UNet',
  lora: 'LoRA 또는 같은 계열',
  embedding: '임베딩(Textual Inversion)',
  controlNet: 'ControlNet',
  adapter: 'T2I-Adapter',
  ipAdapter: 'IP-Adapter',
  vae: '오토인코더(VAE)',
  textEncoderAlone: '텍스트 인코더',
  enlarger: '업스케일러',
  customDiffusion: 'Custom Diffusion 애드온',
  lllite: 'ControlNet-LLLite',
  tinyAutoencoder: '미리보기용 작은 오토인코더인 TAESD',
  imageEncoder: '이미지 인코더(CLIP)',

  // Its parts
  partOf: '"{file}"의 {part}',
  autoencoderFile: '오토인코더 "{file}"',
  networkFile: '네트워크 "{file}"',
  unet: 'UNet',
  autoencoder: '오토인코더',
  textEncoder: '텍스트 인코더',
  secondTextEncoder: '두 번째 텍스트 인코더',
})
