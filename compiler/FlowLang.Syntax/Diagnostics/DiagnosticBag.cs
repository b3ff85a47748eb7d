using System.Collections.Immutable;

namespace FlowLang.Syntax.Diagnostics;

/// <summary>Collects diagnostics inside one stage; it never leaves the stage, its array does. Not thread-safe.</summary>
public sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _diagnostics = [];

    public int Count => _diagnostics.Count;

    public bool HasErrors { get; private set; }

    public void Add(Diagnostic diagnostic)
    {
        _diagnostics.Add(diagnostic);
        HasErrors |= diagnostic.IsError;
    }

    public void AddRange(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics)
        {
            Add(diagnostic);
        }
    }

    /// <summary>All of them, by file and place, each mistake once.</summary>
    public ImmutableArray<Diagnostic> ToImmutable() =>
    [
        .. _diagnostics
            .DistinctBy(d => (d.Code, d.Span, d.Message))
            .OrderBy(d => d.Span.Source.Path, StringComparer.Ordinal)
            .ThenBy(d => d.Span.Start)
            .ThenBy(d => d.Code, StringComparer.Ordinal),
    ];
}
