using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL3xxx: types, nullability and value failures. Types come in as they are printed in the language.</summary>
public static partial class TypeDiagnostics
{
    public static Diagnostic ConditionIsNotBool(TextSpan at, string found, string? help = null) =>
        Error("FL3007", at, $"a condition must be `bool`; this is `{found}`").Help(help);
}
