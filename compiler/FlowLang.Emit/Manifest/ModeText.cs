using FlowLang.Semantics.Bound;

namespace FlowLang.Emit.Manifest;

/// <summary>A write's mode as a program writes it.</summary>
internal static class ModeText
{
    public static string Of(WriteMode mode) => mode switch
    {
        WriteMode.ReplacePartition => "replace_partition",
        _ => mode.ToString().ToLowerInvariant(),
    };
}
