using System.Collections.Immutable;
using FlowLang.Planning.Stream;

namespace FlowLang.Emit;

/// <summary>A pipeline of streams as plan and C#.</summary>
/// <param name="FileName">Its C# file.</param>
/// <param name="States">What its operators keep.</param>
public sealed record EmittedStream(StreamPlan Plan, string FileName, string CSharp, ImmutableArray<EmittedState> States)
{
    public string Name => Plan.Pipeline.Name;

    /// <summary>The program's name, with which topics of the pipeline's own begin.</summary>
    public required string Program { get; init; }
}

/// <param name="Shape">Keys, aggregates and windows as text: with the state of a program of the same another one goes on.</param>
public sealed record EmittedState(string Operator, string Shape);
