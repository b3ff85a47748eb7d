using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL405x: tests of transforms of streams.</summary>
public static partial class StreamDiagnostics
{
    public static Diagnostic TestNeedsKey(TextSpan at, string transform, TextSpan declaration) =>
        Error("FL4050", at, $"no columns of `{transform}` say which of its rows takes the place of which")
            .Why("its rows are updates, and a test looks at the last one of each key")
            .Label(declaration, "none of its columns is a key")
            .Help("keep what the rows are grouped or deduplicated by, all of it; it may not be null");
}
