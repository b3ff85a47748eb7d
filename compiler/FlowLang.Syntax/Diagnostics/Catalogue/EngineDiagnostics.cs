using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL5xxx: what an engine can't do, or can't do the same.</summary>
public static partial class EngineDiagnostics
{
    /// <summary>What the language has and this version can't run yet.</summary>
    public static Diagnostic NotAvailableYet(TextSpan at, string what, string? help = null) =>
        Error("FL5000", at, $"{what} is not available yet").Help(help);
}
