"""A program that has a stream to record from and holds it back: corked, as browsers leave theirs after a call."""

import ctypes

PA_CONTEXT_READY, PA_STREAM_START_CORKED, S16LE = 4, 1, 3


class SampleSpec(ctypes.Structure):
    _fields_ = (("format", ctypes.c_int), ("rate", ctypes.c_uint32), ("channels", ctypes.c_uint8))


pulse = ctypes.CDLL("libpulse.so.0")
for name in ("pa_mainloop_new", "pa_mainloop_get_api", "pa_context_new", "pa_stream_new"):
    getattr(pulse, name).restype = ctypes.c_void_p
loop = ctypes.c_void_p(pulse.pa_mainloop_new())
context = ctypes.c_void_p(pulse.pa_context_new(ctypes.c_void_p(pulse.pa_mainloop_get_api(loop)), b"Browser"))
pulse.pa_context_connect(context, None, 0, None)
while pulse.pa_context_get_state(context) != PA_CONTEXT_READY:
    pulse.pa_mainloop_iterate(loop, 1, None)
spec = SampleSpec(S16LE, 44100, 2)
stream = ctypes.c_void_p(pulse.pa_stream_new(context, b"call", ctypes.byref(spec), None))
pulse.pa_stream_connect_record(stream, b"microphone", None, PA_STREAM_START_CORKED)
while pulse.pa_mainloop_iterate(loop, 1, None) >= 0:
    pass
