using System.Collections.Immutable;

namespace FlowLang.Runtime;

/// <summary>An <c>environment</c> of the program: parameter values that <c>--env NAME</c> puts in place of the defaults.</summary>
public sealed record ProgramEnvironment(string Name, ImmutableDictionary<string, string> Values);
