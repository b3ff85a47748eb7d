namespace FlowLang.Runtime.Tests.Spark;

/// <summary>Tests on the cluster run one after the other: some of them fill it.</summary>
[CollectionDefinition(Name)]
public sealed class SparkCollection
{
    public const string Name = "spark";
}
