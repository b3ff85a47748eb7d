using System.Buffers.Text;
using System.Text;
using FlowLang.GoogleCloud;
using FlowLang.Runtime.Tests.Gcs;

namespace FlowLang.Runtime.Tests.Google;

public sealed class SecretTests
{
    [Fact]
    public async Task A_new_version_is_taken_after_a_minute_and_the_last_one_serves_while_the_store_is_away()
    {
        Shelf shelf = new();
        Clock clock = new();
        KeptSecret secret = new("key", shelf, "lake-key", clock);
        Assert.Equal("RT1001", Assert.Throws<FlowException>(() => secret.Reveal()).Error.Code);
        Assert.Equal("one", await secret.RevealAsync(default));
        shelf.Value = "two";
        Assert.Equal("one", await secret.RevealAsync(default));
        clock.Now += TimeSpan.FromMinutes(1);
        Assert.Equal("two", await secret.RevealAsync(default));
        Assert.Equal(("two", "***", 2), (secret.Reveal(), secret.ToString(), shelf.Asked));

        clock.Now += TimeSpan.FromMinutes(1);
        shelf.Refusal = new FlowError("RT2065", "away", null, null) { Transient = true };
        Assert.Equal("two", await secret.RevealAsync(default));
        shelf.Refusal = new FlowError("RT2065", "disabled", null, null);
        Assert.Equal("disabled", (await Assert.ThrowsAsync<FlowException>(async () => await secret.RevealAsync(default))).Error.Message);
    }

    [Fact]
    public async Task Managed_Kafka_gets_the_access_token_in_the_place_of_a_signature()
    {
        ManagedKafkaTokens tokens = new(new TokenTape(), new Clock());
        string[] parts =
            [.. (await tokens.GetAsync(default)).Value.Split('.').Select(p => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(p)))];
        Assert.Equal("""{"typ":"JWT","alg":"GOOG_OAUTH2_TOKEN"}""", parts[0]);
        Assert.Equal("""{"exp":253402300799,"iat":1704067200,"iss":"Google","scope":"kafka","sub":"flow@test"}""", parts[1]);
        Assert.Equal("token-1", parts[2]);
    }

    private sealed class Shelf : ISecretStore
    {
        public string Value { get; set; } = "one";

        public FlowError? Refusal { get; set; }

        public int Asked { get; private set; }

        public string Name => "shelf";

        public Task<string> ReadAsync(string location, CancellationToken cancel)
        {
            Asked++;
            return Refusal is { } refusal ? throw new FlowException(refusal) : Task.FromResult(Value);
        }
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
