namespace FlowLang.Hosting.Tests.Browser;

/// <summary>Tests that share one browser.</summary>
[CollectionDefinition("Chromium")]
public sealed class ChromiumCollection : ICollectionFixture<Chromium>;
