using System.Collections.Immutable;

namespace FlowLang.Runtime;

/// <summary>Chooses the pipelines that were asked for and puts each behind those it comes after.</summary>
internal static class PipelineOrder
{
    public static ImmutableArray<BatchPipeline> Choose(ImmutableArray<Pipeline> pipelines, ImmutableArray<string> names)
    {
        foreach (string name in names)
        {
            if (pipelines.All(p => p.Definition.Name != name))
            {
                throw new FlowException(RunErrors.Usage(
                    "RT1008", $"there is no pipeline `{name}`", $"known: {string.Join(", ", pipelines.Select(p => p.Definition.Name))}"));
            }
        }

        var chosen = pipelines.Where(p => names.IsEmpty || names.Contains(p.Definition.Name)).OfType<BatchPipeline>().ToList();
        var ordered = ImmutableArray.CreateBuilder<BatchPipeline>();
        while (chosen.Count > 0)
        {
            // The compiler refuses cycles, so there always is one that waits for nothing.
            BatchPipeline next = chosen.FirstOrDefault(p => !p.Definition.After.Any(a => chosen.Any(c => c.Definition.Name == a)))
                ?? chosen[0];
            chosen.Remove(next);
            ordered.Add(next);
        }

        return ordered.ToImmutable();
    }
}
