using System.Collections.Immutable;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Driver.Building;

/// <param name="Executable">Null where a diagnostic is an error.</param>
public sealed record BuildResult(Executable? Executable, ImmutableArray<Diagnostic> Diagnostics);
