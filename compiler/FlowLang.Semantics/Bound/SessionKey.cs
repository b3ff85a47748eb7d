using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Bound;

/// <summary>Columns of rows of sessions that grow, and are swallowed, after they were given.</summary>
/// <param name="By">What they are grouped by besides their window; null for a column that was left out.</param>
/// <param name="Windows">Where the session begins or ends, as far as the row still says so.</param>
/// <param name="At">The group.</param>
public sealed record SessionKey(ImmutableArray<string?> By, ImmutableArray<string> Windows, TextSpan At)
{
    public SessionKey Renamed(Func<string, string?> after) => this with
    {
        By = [.. By.Select(name => name is null ? null : after(name))],
        Windows = [.. Windows.Select(after).OfType<string>()],
    };
}
