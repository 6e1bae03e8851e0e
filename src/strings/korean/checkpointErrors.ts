// What checkpoints in one file are refused for, as in errors.ts.

export const checkpointErrors: Readonly<Record<string, string>> = {
  '"{0}" holds tensors that belong to no part of it that is known here: {1}{2}.':
    '"{0}" 파일에 여기서 아는 어느 부분에도 속하지 않는 텐서가 있습니다: {1}{2}.',
  'Choose a file of the Stable Diffusion 1, 2 or XL family.':
    'Stable Diffusion 1, 2 또는 XL 계열의 파일을 선택하세요.',
  '"{0}" lacks the {1} of a checkpoint.': '"{0}" 파일에 체크포인트의 {1}이(가) 없습니다.',
  'Choose a file that holds a whole checkpoint, not a part of one.':
    '체크포인트의 일부가 아니라 전체가 든 파일을 선택하세요.',
  '"{0}" is neither a ControlNet nor a T2I-Adapter in the original layout.':
    '"{0}" 파일은 원래 구조의 ControlNet도 T2I-Adapter도 아닙니다.',
  'Choose the folder that holds it with its config.json, or another file.':
    'config.json과 함께 든 폴더를 선택하거나 다른 파일을 선택하세요.',
  'The UNet of the file is not whole: it has no "{0}".':
    '파일의 UNet이 온전하지 않습니다: "{0}"이(가) 없습니다.',
  '"{0}" arrived otherwise than it lies on the Hub: its checksum is another one.':
    '"{0}" 파일이 Hub에 있는 것과 다르게 도착했습니다. 체크섬이 다릅니다.',
  'Download it again; what arrived rightly is kept.': '다시 내려받으세요. 제대로 도착한 것은 보관됩니다.',
  '{0} GB are to be kept, and the browser has room for {1} GB.':
    '{0} GB를 보관하려는데 브라우저에는 {1} GB의 공간만 있습니다.',
  'Delete a kept model, or free room on the disk.': '보관한 모델을 삭제하거나 디스크 공간을 비우세요.',
}

export const checkpointErrorParts: Readonly<Record<string, string>> = {
  autoencoder: '오토인코더',
  'text encoder': '텍스트 인코더',
  'second text encoder': '두 번째 텍스트 인코더',
}
