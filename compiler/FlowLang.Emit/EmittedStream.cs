using FlowLang.Planning.Stream;

namespace FlowLang.Emit;

/// <summary>A pipeline of streams as plan and C#.</summary>
/// <param name="FileName">Its C# file.</param>
/// <param name="Program">The program's name.</param>
public sealed record EmittedStream(StreamPlan Plan, string FileName, string CSharp, string Program)
{
    public string Name => Plan.Pipeline.Name;
}
