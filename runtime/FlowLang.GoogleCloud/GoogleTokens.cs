using FlowLang.Runtime;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;

namespace FlowLang.GoogleCloud;

/// <summary>
/// Access tokens by Application Default Credentials: the file that GOOGLE_APPLICATION_CREDENTIALS names (a key, workload identity, an
/// account that another one stands for), else what gcloud left for this user, else the metadata server of the machine.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="scopes">What the tokens are for, such as <see cref="Everything"/>.</param>
public sealed class GoogleTokens(TimeProvider time, params string[] scopes) : IAccessTokens, IDisposable
{
    /// <summary>All that the account may do.</summary>
    public const string Everything = "https://www.googleapis.com/auth/cloud-platform";

    // To log in to instances of Cloud SQL, and nothing else.
    private const string SqlLogin = "https://www.googleapis.com/auth/sqlservice.login";

    // A token of the metadata server or of a key lasts an hour; this is what is left of it at least.
    private static readonly TimeSpan s_least = TimeSpan.FromMinutes(3);

    private readonly SemaphoreSlim _one = new(1);
    private GoogleCredential? _credential;
    private string? _principal;

    /// <summary>Tokens that databases of Cloud SQL take for the password of an IAM user.</summary>
    public static IAccessTokens ForSql(TimeProvider time) => new GoogleTokens(time, SqlLogin);

    /// <summary>Tokens that clusters of the Managed Service for Apache Kafka take (SASL OAUTHBEARER).</summary>
    public static IAccessTokens ForKafka(TimeProvider time) => new ManagedKafkaTokens(new GoogleTokens(time, Everything), time);

    public Task<AccessToken> GetAsync(CancellationToken cancel) => AskAsync(null, cancel);

    public Task<AccessToken> RenewAsync(string stale, CancellationToken cancel) => AskAsync(stale, cancel);

    public void Dispose() => _one.Dispose();

    private async Task<AccessToken> AskAsync(string? stale, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            GoogleCredential credential = _credential ??= await LoadAsync(cancel);
            string value = await TokenAsync(credential, cancel);
            if (value == stale)
            {
                await RefreshAsync(credential, cancel);
                value = await TokenAsync(credential, cancel);
            }

            _principal ??= await PrincipalAsync(credential, cancel);
            return new AccessToken(value, EndOf(credential), _principal);
        }
        catch (TokenResponseException e)
        {
            string said = e.Error?.ErrorDescription ?? e.Error?.Error ?? "it does not say why";
            throw GoogleErrors.NoToken($"it says {(int?)e.StatusCode}: {said}", (int?)e.StatusCode is >= 500 or 429, e);
        }
        catch (HttpRequestException e)
        {
            throw GoogleErrors.NoToken($"its server can't be reached ({e.HttpRequestError})", transient: true, e);
        }
        catch (TaskCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw GoogleErrors.NoToken("its server gives no answer", transient: true, e);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<GoogleCredential> LoadAsync(CancellationToken cancel)
    {
        try
        {
            return (await GoogleCredential.GetApplicationDefaultAsync(cancel)).CreateScoped(scopes);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or UnauthorizedAccessException or FormatException
            or ArgumentException)
        {
            string? named = Environment.GetEnvironmentVariable("GOOGLE_APPLICATION_CREDENTIALS");
            throw GoogleErrors.NoCredentials(
                string.IsNullOrEmpty(named) ? "no file of them is named, and no metadata server answers"
                : File.Exists(named) ? "the file that GOOGLE_APPLICATION_CREDENTIALS names holds none"
                : "there is no file as GOOGLE_APPLICATION_CREDENTIALS names it", e);
        }
    }

    private static Task<string> TokenAsync(GoogleCredential credential, CancellationToken cancel) =>
        ((ITokenAccess)credential).GetAccessTokenForRequestAsync(null, cancel);

    private static Task RefreshAsync(GoogleCredential credential, CancellationToken cancel) => credential.UnderlyingCredential switch
    {
        ServiceCredential service => service.RequestAccessTokenAsync(cancel),
        UserCredential user => user.RefreshTokenAsync(cancel),
        _ => Task.CompletedTask,
    };

    private DateTimeOffset EndOf(GoogleCredential credential)
    {
        TokenResponse? token = credential.UnderlyingCredential switch
        {
            ServiceCredential service => service.Token,
            UserCredential user => user.Token,
            _ => null,
        };
        return token?.ExpiresInSeconds is { } seconds
            ? new DateTimeOffset(DateTime.SpecifyKind(token.IssuedUtc, DateTimeKind.Utc)).AddSeconds(seconds)
            : time.GetUtcNow() + s_least;
    }

    private static async Task<string?> PrincipalAsync(GoogleCredential credential, CancellationToken cancel) =>
        credential.UnderlyingCredential switch
        {
            ServiceAccountCredential key => key.Id,
            ImpersonatedCredential other => other.TargetPrincipal,
            ComputeCredential machine => await machine.GetDefaultServiceAccountEmailAsync(cancel),
            _ => null,
        };
}
