using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL4036: change events as records of a topic.</summary>
public static class ChangeDiagnostics
{
    public static Diagnostic NoChanges(TextSpan at) =>
        Error("FL4036", at, "these rows are no changes of rows")
            .Why("a change event has `op`, `before` and `after`, as the rows of a `changes<T>` stream have")
            .Help("write them without `envelope`: a row a record, by its `key`");
}
