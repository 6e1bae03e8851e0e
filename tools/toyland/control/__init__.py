"""The networks beside `toyland/base`: ControlNets, T2I-Adapters and the depth checkpoint, trained on scenes and their hints."""
