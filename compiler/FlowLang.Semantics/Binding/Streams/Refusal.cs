using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Semantics.Binding.Streams;

/// <summary>A step that a stream can't have: one mistake is told, and nothing that follows from it.</summary>
internal static class Refusal
{
    public static StreamFacts Refuse(this StreamFacts facts, Diagnostic diagnostic, BindingContext context)
    {
        context.Report(diagnostic);
        return facts with { IsUnknown = true };
    }
}
