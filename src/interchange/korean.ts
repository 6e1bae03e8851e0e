import { translated } from '../shared/translated'
import { messages } from './messages'

export const korean = translated(messages, {
  // ComfyUI
  comfyPrompt: {
    message: 'ComfyUI의 프롬프트에는 {what}이(가) 없습니다.',
    hint: '프롬프트에서 빼고 다시 내보내세요.',
  },
  comfyLacks: {
    message: 'ComfyUI 자체에는 "{guide}" 기능이 없습니다.',
    hint: '그 설정을 바꾸거나 가이드를 끄고 다시 내보내세요.',
  },
  comfyLacksSetting: {
    message: 'ComfyUI의 "{guide}" 기능에는 {what}이(가) 없습니다.',
    hint: '그 설정을 바꾸거나 가이드를 끄고 다시 내보내세요.',
  },
  comfySampler: {
    message: 'ComfyUI 자체에는 "{sampler}" 샘플러가 없습니다.',
    hint: 'Euler 같은 다른 샘플러를 고르고 다시 내보내세요.',
  },
  comfyEta: {
    message: 'ComfyUI의 DDIM에는 새 노이즈(eta)가 없습니다.',
    hint: 'eta를 0으로 두고 다시 내보내세요.',
  },
  comfyNoise: 'ComfyUI는 노이즈를 다르게 만듭니다. 같은 시드에서 다른 그림이 나옵니다.',
  comfyUpscaler: '여기서는 모델이 결과를 확대하지만, ComfyUI에서는 그렇지 않습니다.',
  comfyUnchanged: '여기서는 편집이 건드리지 않은 곳의 픽셀이 그대로 남지만, ComfyUI에서는 그렇지 않습니다.',

  // diffusers
  compelPrompt: {
    message: 'diffusers에서 가중치를 읽는 compel에는 {what}이(가) 없습니다.',
    hint: '프롬프트에서 빼고 다시 내보내세요.',
  },
  diffusersLacks: {
    message: 'diffusers에는 "{guide}" 기능이 없습니다.',
    hint: '그 설정을 바꾸거나 가이드를 끄고 다시 내보내세요.',
  },
  diffusersLacksSetting: {
    message: 'diffusers의 "{guide}" 기능에는 {what}이(가) 없습니다.',
    hint: '그 설정을 바꾸거나 가이드를 끄고 다시 내보내세요.',
  },
  notForXl: {
    message:
      'diffusers 스크립트는 "{guide}"을(를) Stable Diffusion 1과 2에서만 쓸 수 있는데, 이 체크포인트는 XL입니다.',
    hint: '하나를 끄고 다시 내보내세요.',
  },
  noXlPipeline: {
    message:
      'diffusers는 {guides}을(를) Stable Diffusion 1과 2에서만 쓸 수 있는데, 이 체크포인트는 XL입니다.',
    hint: '하나를 끄고 다시 내보내세요.',
  },
  noPipeline: {
    message: 'diffusers에는 {guides}을(를) 함께 쓰는 파이프라인이 없습니다.',
    hint: '하나를 끄고 다시 내보내세요.',
  },
  scriptUnchanged:
    '여기서는 편집이 건드리지 않은 곳의 픽셀이 그대로 남지만, 스크립트는 모두 네트워크가 만든 대로 냅니다.',
  scriptUpscaler: '여기서는 모델이 결과를 확대하지만, 스크립트는 원래 크기로 냅니다.',
  scriptMask: '스크립트는 그림 전체를 한 번에 실행하며, 마스크에 가장자리 흐림이 없습니다.',

  diffusersLora: {
    message:
      'diffusers는 "{addOn}"을(를) 불러오지 못합니다. 이 종류에서는 LoRA만 되고 LoHa, LoKr, 전체 차이는 안 됩니다.',
    hint: '그 애드온을 끄고 다시 내보내세요.',
  },
  diffusersDora: {
    message:
      'DoRA인 "{addOn}"은(는) 강도가 1이 아니거나 다른 LoRA와 함께 쓰면 diffusers에서 결과가 달라집니다.',
    hint: '강도 1로 혼자 쓰거나 끄고 다시 내보내세요.',
  },

  // Add-ons
  comfyCustomDiffusion: {
    message: 'ComfyUI는 Custom Diffusion인 "{addOn}"을(를) 불러오지 못합니다.',
    hint: '그 애드온을 끄고 다시 내보내세요.',
  },
  comfyWords: {
    message: 'ComfyUI는 임베딩 파일에서 단어 하나만 읽는데, "{addOn}"에는 여러 개가 있습니다.',
    hint: '그 애드온을 끄고 다시 내보내세요.',
  },
  comfySpaces: {
    message: 'ComfyUI는 "{addOn}"처럼 이름에 공백이 있는 임베딩 파일을 읽지 못합니다.',
    hint: '파일 이름을 바꾸어 다시 연 뒤 내보내세요.',
  },
  comfyShare: {
    message: 'ComfyUI는 네트워크를 0에서 1 사이의 강도로 섞는데, "{addOn}"의 강도는 {strength}입니다.',
    hint: '강도를 바꾸고 다시 내보내세요.',
  },
  forPreviews: '"{addOn}"은(는) 여기서 미리보기를 만들 때만 쓰이므로 뺐습니다.',
  takenForLora: '"{addOn}"이(가) 여기에 열려 있지 않아 LoRA로 내보냅니다.',

  // What either lacks
  wordsInside: {
    message: '다른 프로그램은 LoRA "{addOn}" 안에 든 단어를 읽지 못합니다.',
    hint: '그 애드온을 끄고 다시 내보내세요.',
  },
  maskedAddOn: {
    message: '다른 프로그램에는 애드온 "{addOn}"을(를) 마스크 안에만 두는 기능이 없습니다.',
    hint: '마스크를 빼고 다시 내보내세요.',
  },
  joinedPrompts: '이어 붙인 프롬프트',
  wordsInPart: '일부 단계에서만 쓰이는 단어',
  break: 'BREAK',
  ownMask: '자체 마스크',
  partOfSteps: '일부 단계에만 적용하는 설정',
  scriptClipSkip:
    'diffusers는 네거티브 프롬프트에서는 층을 건너뛰지 않습니다. 클립 스킵을 쓰면 그림이 달라집니다.',
})
