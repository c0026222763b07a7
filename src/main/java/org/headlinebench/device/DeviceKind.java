package org.headlinebench.device;

/** What kind of processor runs a model; decides defaults and what a stack may contain. */
public enum DeviceKind {
    CPU, CUDA
}
